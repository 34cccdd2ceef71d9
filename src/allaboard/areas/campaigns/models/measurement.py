"""Figures as they were on the day they were measured, so that results stay the same when read again."""

from django.db import models

from allaboard.areas.campaigns.choices import GroupBy
from allaboard.areas.campaigns.models.campaign import Campaign
from allaboard.areas.campaigns.rules.counting import shown_label
from allaboard.areas.campaigns.rules.plan import SMALLEST_GROUP
from allaboard.areas.campaigns.rules.results import Verdict, verdict


class Measurement(models.Model):
    """The figures of a campaign at one instant; the final one ends it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="measurements")
    measured_at = models.DateTimeField(auto_now_add=True)
    measured_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    is_final = models.BooleanField(default=False)

    intended = models.PositiveIntegerField()
    delivered = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()
    acted = models.PositiveIntegerField()
    acted_before = models.PositiveIntegerField()
    holdout = models.PositiveIntegerField()
    holdout_acted = models.PositiveIntegerField()
    minutes_each = models.FloatField()
    hours = models.FloatField()
    undelivered = models.JSONField(default=dict)  # reason → people
    lift = models.FloatField(null=True, blank=True)
    lift_low = models.FloatField(null=True, blank=True)
    lift_high = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["-measured_at", "-pk"]
        get_latest_by = ["measured_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["campaign"], condition=models.Q(is_final=True), name="one_final_measurement"
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign} on {self.measured_at:%Y-%m-%d}"

    @property
    def delivered_share(self) -> float:
        """Share of those it was meant for who got it, 0 to 1."""
        return self.delivered / self.intended if self.intended else 0.0

    @property
    def is_of_too_few(self) -> bool:
        """Whether a count of what people did would say who did it."""
        return self.intended < SMALLEST_GROUP

    @property
    def told_seen(self) -> int | None:
        """People who saw it; None where so few were told that the count would say who."""
        return None if self.is_of_too_few else self.seen

    @property
    def told_acted(self) -> int | None:
        """People who acted; None where that is not measured, or would say who."""
        return self.acted if self.campaign.has_outcome and not self.is_of_too_few else None

    @property
    def acted_share(self) -> float:
        """Share of those it was meant for who acted, 0 to 1."""
        return self.acted / self.intended if self.intended else 0.0

    @property
    def verdict(self) -> Verdict:
        """The answer to “did it work?”, as far as these figures allow one."""
        return verdict(self.intended, self.delivered, self.holdout, self.lift, self.lift_low, self.lift_high)


class MeasuredGroup(models.Model):
    """The figures of one lot of people; lots hold at least five on each side, so small groups appear merged.

    Reach is told for finer lots than lift, because lift needs enough people held out as well.
    """

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="groups")
    attribute = models.CharField(max_length=20, choices=GroupBy)
    label = models.TextField()
    treated = models.PositiveIntegerField()
    delivered = models.PositiveIntegerField()
    seen = models.PositiveIntegerField()
    acted = models.PositiveIntegerField()
    holdout = models.PositiveIntegerField(null=True, blank=True)  # None: this row is about reach alone
    holdout_acted = models.PositiveIntegerField(null=True, blank=True)
    lift = models.FloatField(null=True, blank=True)
    lift_low = models.FloatField(null=True, blank=True)
    lift_high = models.FloatField(null=True, blank=True)

    class Meta:
        ordering = ["attribute", "label"]
        constraints = [
            models.CheckConstraint(condition=models.Q(treated__gte=5), name="measured_groups_are_not_small"),
            models.CheckConstraint(
                condition=models.Q(holdout__isnull=True) | models.Q(holdout__gte=5),
                name="measured_holdouts_are_not_small",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.acted} of {self.treated}"

    @property
    def name(self) -> str:
        """What the group is called in the reader's language."""
        return shown_label(self.label)
