"""What people said, what was done about it, and who was told."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.changes.choices import Kind, Status


class Change(models.Model):
    """One “you said, we did”. Counts and names from other areas are kept as they were when it was told."""

    kind = models.CharField(_("what became of it"), max_length=8, choices=Kind, default=Kind.DID)
    you_said = models.CharField(_("you said"), max_length=250)
    we_did = models.TextField(_("what we did, or why not"))
    outcome = models.TextField(_("what came of it"), blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    is_public = models.BooleanField(_("everyone may read it"), default=True)
    due_on = models.DateField(_("people hear by"), null=True, blank=True)
    promised_on = models.DateField(_("to be done by"), null=True, blank=True)

    # Other areas' objects are known by number only; what they said when it was told is frozen beside it.
    theme_id = models.BigIntegerField(null=True, blank=True)
    theme_title = models.CharField(max_length=200, blank=True)
    theme_comments = models.PositiveIntegerField(default=0)
    all_comments = models.PositiveIntegerField(default=0)
    wave_id = models.BigIntegerField(null=True, blank=True)
    wave_title = models.CharField(max_length=200, blank=True)
    asked = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="Empty when it rests on no survey, or nobody knows how many were asked.",
    )
    answered = models.PositiveIntegerField(default=0)
    initiative_id = models.BigIntegerField(null=True, blank=True)
    initiative_title = models.CharField(max_length=200, blank=True)
    campaign_id = models.BigIntegerField(null=True, blank=True)
    campaign_title = models.CharField(max_length=200, blank=True)
    campaign_outcome = models.CharField(max_length=250, blank=True)

    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by_name = models.CharField(max_length=250, blank=True)
    send_id = models.BigIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.CharField(max_length=250, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-published_at", "-created_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "-published_at"], name="change_published"),
            models.Index(fields=["initiative_id"], name="change_initiative"),
            models.Index(fields=["wave_id"], name="change_wave"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=Status.DRAFT) | Q(published_at__isnull=False), name="published_on_a_day"
            ),
            models.CheckConstraint(
                condition=Q(promised_on__isnull=True) | Q(kind=Kind.DOING),
                name="only_what_is_under_way_is_promised",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="taken_back_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.you_said

    @property
    def owed_on(self) -> date | None:
        """The day of the promise that is open: to be told, or once told, to be done."""
        if self.status == Status.DRAFT:
            return self.due_on
        return self.promised_on if self.status == Status.PUBLISHED else None


class Revision(models.Model):
    """How a published change read before it was corrected."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="revisions")
    kind = models.CharField(max_length=8, choices=Kind)
    you_said = models.CharField(max_length=250)
    we_did = models.TextField()
    outcome = models.TextField(blank=True)
    promised_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=250)
    at = models.DateTimeField(default=timezone.now)
    by_name = models.CharField(max_length=250)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.reason}"


class Told(models.Model):
    """A person who was asked, and to whom the change is therefore owed. Says nothing about an answer."""

    change = models.ForeignKey(Change, models.CASCADE, related_name="told")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")

    class Meta:
        verbose_name_plural = "told"
        constraints = [models.UniqueConstraint(fields=["change", "person"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.change_id}: {self.person_id}"
