"""The ledger of contacts: one table, in PostgreSQL a partition for each month."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.touchpoints.choices import Direction, Kind, Tone
from allaboard.foundation.touchpoints.rules import FEWEST_WEEKLY_MINUTES, MOST_WEEKLY_MINUTES


class Touchpoint(models.Model):
    """One contact with one person. The database forbids to change it, or to delete it but in two documented ways.

    The table itself is made by SQL (its key is the id and the instant, as partitions demand). The ids of people
    have no foreign key: a person who is erased must not be held back by a ledger that may not change.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(
        "people.Person", models.DO_NOTHING, related_name="touchpoints", db_constraint=False, db_index=False
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction)
    area = models.CharField(_("area"), max_length=40)
    object_ref = models.CharField(_("about"), max_length=120, blank=True)
    at = models.DateTimeField(_("when"))
    minutes = models.FloatField(_("minutes"), default=0)
    tone = models.CharField(_("tone"), max_length=8, choices=Tone, blank=True, default=Tone.UNKNOWN)
    who = models.ForeignKey(
        "people.Person", models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    summary = models.CharField(_("summary"), max_length=300, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.direction} {self.person_id}"


class AskedMinutes(models.Model):
    """Minutes that contacts asked of everybody together in a quarter of an hour; the lines of a quarter add up.

    Triggers of the ledger write them in the statement that adds or takes out contacts, so that they always agree with it.
    """

    quarter = models.DateTimeField(_("quarter of an hour"))
    minutes = models.DecimalField(max_digits=20, decimal_places=6)

    class Meta:
        verbose_name_plural = "asked minutes"
        indexes = [models.Index(fields=["quarter"], name="asked_minutes_quarter")]

    def __str__(self) -> str:
        return f"{self.minutes} minutes from {self.quarter}"


class AttentionLimit(models.Model):
    """What messages may ask of one person in a week, as somebody set it; the newest counts, the older ones stay."""

    weekly_minutes = models.PositiveSmallIntegerField(_("minutes a week"))
    set_at = models.DateTimeField(default=timezone.now)
    set_by_name = models.CharField(max_length=250)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(weekly_minutes__range=(FEWEST_WEEKLY_MINUTES, MOST_WEEKLY_MINUTES)),
                name="attention_limit_is_sound",
            )
        ]

    def __str__(self) -> str:
        return f"{self.weekly_minutes} minutes a week"
