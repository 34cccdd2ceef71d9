"""A step of a campaign's plan: one message to some people at one time."""

from datetime import time

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from allaboard.areas.campaigns.choices import Channel, OutcomeKind, StepKind
from allaboard.areas.campaigns.models.campaign import Campaign
from allaboard.areas.campaigns.rules.plan import minutes_to_read
from allaboard.foundation.delivery.facade import in_words

NINE = time(9)


class Step(models.Model):
    """Tells, asks or reminds, by one or two channels, at a local time."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=StepKind, default=StepKind.TELL)
    channels = ArrayField(
        models.CharField(max_length=10, choices=Channel), default=list, verbose_name=_("channels")
    )
    segment_text = models.TextField(_("only to"), max_length=4000, blank=True)
    subject = models.CharField(_("subject"), max_length=150, blank=True)
    body = models.TextField(_("message"), max_length=20_000, blank=True)
    action_label = models.CharField(_("button"), max_length=60, blank=True)
    action_url = models.URLField(_("the button opens"), max_length=500, blank=True)
    on = models.DateField(_("date"), null=True, blank=True)
    at = models.TimeField(_("time where the person is"), default=NINE, null=True, blank=True)  # null: at once
    expires_on = models.DateField(_("do not send after"), null=True, blank=True)

    # Whose leaders must be ready before an ask goes out: fixed with the audience, when the campaign is approved.
    ask_unit = models.CharField(max_length=150, blank=True)

    # What became of it: the delivery's number, once handed over, or why it never will be.
    send_id = models.BigIntegerField(null=True, blank=True)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    expired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("step")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "position"],
                name="one_step_a_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True) | Q(on__isnull=True) | Q(expires_on__gte=F("on")),
                name="step_expires_after_it_is_sent",
            ),
        ]

    def __str__(self) -> str:
        """The subject as a list shows it, which is nobody's own."""
        return in_words(self.subject) or str(StepKind(self.kind).label)

    @property
    def minutes(self) -> float:
        """Minutes that one person gives to this step."""
        return minutes_to_read(self.body, self.kind)

    @property
    def records_the_button(self) -> bool:
        """Whether pressing its button is recorded as having acted."""
        return self.campaign.counts_by(OutcomeKind.ACKNOWLEDGED) and self.kind != StepKind.TELL


class Wording(models.Model):
    """The same message in another language."""

    step = models.ForeignKey(Step, models.CASCADE, related_name="wordings")
    language = models.CharField(_("language"), max_length=12)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("message"), max_length=20_000)
    action_label = models.CharField(_("button"), max_length=60, blank=True)

    class Meta:
        ordering = ["language"]
        constraints = [models.UniqueConstraint(fields=["step", "language"], name="one_wording_a_language")]

    def __str__(self) -> str:
        return f"{self.language}: {self.subject}"
