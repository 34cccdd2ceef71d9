"""What a reviewer reads and decides on; never changed afterwards."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from allaboard.areas.campaigns.choices import APPROVING_DECISIONS, Decision, Voided
from allaboard.areas.campaigns.models.campaign import Campaign


class Version(models.Model):
    """The campaign as it was submitted, and the decision on it. The approval is bound to content and audience."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField()
    content_hash = models.CharField(max_length=64)
    submitted_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    writer_ids = ArrayField(models.BigIntegerField(), default=list)  # everyone who wrote part of this content
    submitted_at = models.DateTimeField(auto_now_add=True)
    due_on = models.DateField(_("decide by"))

    decision = models.CharField(max_length=10, choices=Decision, default=Decision.PENDING)
    decided_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    voided_because = models.CharField(max_length=20, choices=Voided, blank=True)

    snapshot_id = models.BigIntegerField(null=True, blank=True)
    audience_hash = models.CharField(max_length=64, blank=True)
    seal = models.CharField(max_length=64, blank=True)
    audience_count = models.PositiveIntegerField(default=0)
    holdout_count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "number"], name="one_version_a_number"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(writer_ids__contains=[F("decided_by")]),
                name="approver_wrote_none_of_it",
            ),
            models.CheckConstraint(
                condition=Q(submitted_by__isnull=True) | Q(writer_ids__contains=[F("submitted_by")]),
                name="submitter_is_a_writer",
            ),
            models.CheckConstraint(
                condition=~Q(decision__in=APPROVING_DECISIONS) | ~Q(seal=""), name="an_approval_is_sealed"
            ),
        ]
        indexes = [models.Index(fields=["decision", "due_on"], name="version_queue")]

    def __str__(self) -> str:
        return f"{self.campaign} v{self.number}"

    @property
    def sender(self) -> str:
        """Who sent it for review, by name; a program or somebody whose data was erased has none."""
        return self.submitted_by.name if self.submitted_by else gettext("somebody outside the directory")
