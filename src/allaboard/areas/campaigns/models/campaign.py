"""A campaign: a goal, an audience, and how success is seen."""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allaboard.areas.campaigns.choices import Aim, Balance, OutcomeKind, Status
from allaboard.areas.campaigns.rules.plan import measures_an_outcome


def new_seed() -> str:
    """The secret that a campaign's holdout is drawn with."""
    return secrets.token_hex(16)


class Campaign(models.Model):
    """One effort to have people know and do something, with a measure of whether it worked."""

    title = models.CharField(_("title"), max_length=150)
    goal = models.CharField(_("goal"), max_length=300, blank=True)
    aim = models.CharField(_("aim"), max_length=10, choices=Aim, default=Aim.ACT)
    initiative_id = models.BigIntegerField(_("initiative"), null=True, blank=True)
    owner = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    author = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    editor_ids = models.JSONField(default=list)  # everyone who wrote part of the content that is current now

    outcome = models.CharField(_("what people will do"), max_length=150, blank=True)
    outcome_kind = models.CharField(max_length=20, choices=OutcomeKind, default=OutcomeKind.RULE)
    outcome_rule = models.TextField(_("rule"), max_length=2000, blank=True)
    outcome_days = models.PositiveSmallIntegerField(_("days to act after the last message"), default=14)
    expected_share = models.FloatField(_("share that would act anyway"), default=0.3)

    segment_id = models.BigIntegerField(_("saved segment"), null=True, blank=True)  # the draft follows it
    audience_text = models.TextField(_("audience"), max_length=4000, blank=True)
    ask_unit = models.CharField(
        _("part of the company"), max_length=150, blank=True
    )  # whose leaders must be ready
    holdout_share = models.FloatField(_("holdout"), default=0)
    balance = models.CharField(_("balance the holdout over"), max_length=20, choices=Balance, blank=True)
    seed = models.CharField(max_length=64, default=new_seed, editable=False)

    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    launched_at = models.DateTimeField(null=True, blank=True)
    launched_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    results_due_on = models.DateField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("campaign")
        ordering = ["-updated_at"]
        indexes = [
            models.Index(fields=["status", "archived_at"], name="campaign_status"),
            models.Index(fields=["initiative_id"], name="campaign_initiative"),
            models.Index(fields=["segment_id"], name="campaign_segment"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(holdout_share__gte=0, holdout_share__lte=0.5), name="holdout_is_half_at_most"
            ),
            models.CheckConstraint(
                condition=Q(expected_share__gte=0, expected_share__lte=1), name="expected_share_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("campaigns:detail", args=[self.pk])

    @property
    def has_outcome(self) -> bool:
        """Whether anything is measured that people do; a campaign that informs may do without."""
        return measures_an_outcome(self.aim, self.outcome, self.outcome_rule)

    def counts_by(self, kind: OutcomeKind) -> bool:
        """Whether who acted is seen in this way."""
        return self.has_outcome and self.outcome_kind == kind
