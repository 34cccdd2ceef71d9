"""Figures as they were told on the day they were measured, so that results stay the same when read again.

What people did is kept as exactly as it may be told and no more: the fewest and the most that it can be.
"""

from django.db import models

from allaboard.areas.campaigns.choices import GroupBy
from allaboard.areas.campaigns.models.campaign import Campaign
from allaboard.areas.campaigns.rules.counting import shown_label
from allaboard.areas.campaigns.rules.results import Verdict, verdict
from allaboard.statistics.ranges import FEW
from allaboard.statistics.told import Told


class ToldFigures(models.Model):
    """What is told of some people: whom the campaign was meant for, how far they came, and what those held out did."""

    intended = models.PositiveIntegerField()
    delivered = models.PositiveIntegerField()
    seen_fewest = models.PositiveIntegerField(null=True, blank=True)
    seen_most = models.PositiveIntegerField(null=True, blank=True)
    acted_fewest = models.PositiveIntegerField(null=True, blank=True)
    acted_most = models.PositiveIntegerField(null=True, blank=True)
    holdout = models.PositiveIntegerField(null=True, blank=True)  # None: these figures are about reach
    holdout_acted_fewest = models.PositiveIntegerField(null=True, blank=True)
    holdout_acted_most = models.PositiveIntegerField(null=True, blank=True)
    lift = models.FloatField(null=True, blank=True)
    lift_low = models.FloatField(null=True, blank=True)
    lift_high = models.FloatField(null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def got(self) -> Told:
        """People who got it; that is told exactly, as whom it did not reach is named."""
        return Told(self.intended, self.delivered, self.delivered)

    @property
    def seen(self) -> Told | None:
        """People who saw it; None where nobody can know, or where a count would say who."""
        return _told(self.intended, self.seen_fewest, self.seen_most)

    @property
    def acted(self) -> Told | None:
        """People who acted; None where that is not measured, or would say who."""
        return _told(self.intended, self.acted_fewest, self.acted_most)

    @property
    def holdout_acted(self) -> Told | None:
        """People held out who acted; None where that is not measured, or would say who."""
        return _told(self.holdout or 0, self.holdout_acted_fewest, self.holdout_acted_most)

    @property
    def has_ranges(self) -> bool:
        """Whether anything that people did is told as a range."""
        return any(told and not told.is_exact for told in (self.seen, self.acted, self.holdout_acted))


def _told(of: int, fewest: int | None, most: int | None) -> Told | None:
    return None if fewest is None or most is None else Told(of, fewest, most)


class Measurement(ToldFigures):
    """The figures of a campaign at one instant; the final one ends it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="measurements")
    measured_at = models.DateTimeField(auto_now_add=True)
    measured_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, related_name="+")
    is_final = models.BooleanField(default=False)

    holdout = models.PositiveIntegerField()
    before_fewest = models.PositiveIntegerField(null=True, blank=True)
    before_most = models.PositiveIntegerField(null=True, blank=True)
    minutes_each = models.FloatField()
    hours = models.FloatField()
    undelivered = models.JSONField(default=dict)  # reason → people

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
    def is_of_too_few(self) -> bool:
        """Whether so few have got it that a count of what they did would say who did it."""
        return self.intended < FEW or 0 < self.delivered < FEW

    @property
    def acted_before(self) -> Told | None:
        """Those it was meant for who had acted before it began; None as for `acted`."""
        return _told(self.intended, self.before_fewest, self.before_most)

    @property
    def explains_ranges(self) -> bool:
        """Whether its page has to say what a range is."""
        return self.has_ranges or any(group.has_ranges for group in self.groups.all())

    @property
    def verdict(self) -> Verdict:
        """The answer to “did it work?”, as far as these figures allow one."""
        return verdict(self.intended, self.delivered, self.holdout, self.lift, self.lift_low, self.lift_high)


class MeasuredGroup(ToldFigures):
    """The figures of one lot of people; lots hold at least five on each side, so small groups appear merged.

    Reach is told for finer lots than lift, because lift needs enough people held out as well.
    """

    measurement = models.ForeignKey(Measurement, models.CASCADE, related_name="groups")
    attribute = models.CharField(max_length=20, choices=GroupBy)
    label = models.TextField()

    class Meta:
        ordering = ["attribute", "label"]
        constraints = [
            models.CheckConstraint(condition=models.Q(intended__gte=5), name="measured_groups_are_not_small"),
            models.CheckConstraint(
                condition=models.Q(holdout__isnull=True) | models.Q(holdout__gte=5),
                name="measured_holdouts_are_not_small",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.intended}"

    @property
    def name(self) -> str:
        """What the group is called in the reader's language."""
        return shown_label(self.label)
