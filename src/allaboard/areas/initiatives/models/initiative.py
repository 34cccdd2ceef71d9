"""The initiative: what HR wants to change, with its case."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.choices import CURRENCIES, SourceKind, Status

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise


def _money(label: "StrPromise") -> "models.DecimalField[Decimal | None, Decimal | None]":
    return models.DecimalField(label, max_digits=14, decimal_places=2, null=True, blank=True)


class Initiative(models.Model):
    """Something HR wants to change, with its case: problem, decision, cost, benefit, measure."""

    title = models.CharField(_("title"), max_length=120)
    unit = models.CharField(_("part of the company"), max_length=120, blank=True)
    problem = models.TextField(_("problem"), blank=True)
    owner = models.ForeignKey(
        "people.Person", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)

    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    decision_reason = models.TextField(_("why this option"), blank=True)

    currency = models.CharField(_("currency"), max_length=3, choices=CURRENCIES, default="EUR")
    cost_once = _money(_("cost, once"))
    cost_yearly = _money(_("cost, a year"))
    cost_note = models.CharField(_("what else it costs"), max_length=80, blank=True)
    benefit_low = _money(_("benefit a year, low"))
    benefit_likely = _money(_("benefit a year, likely"))
    benefit_high = _money(_("benefit a year, high"))
    benefit_note = models.CharField(_("where the benefit comes from"), max_length=160, blank=True)

    measure = models.CharField(_("what we measure"), max_length=120, blank=True)
    measure_unit = models.CharField(_("unit"), max_length=20, blank=True)
    measure_baseline = models.FloatField(_("today"), null=True, blank=True)
    measure_target = models.FloatField(_("target"), null=True, blank=True)
    measure_on = models.DateField(_("measured on"), null=True, blank=True)

    needed_percent = models.PositiveSmallIntegerField(_("pull needed, in percent"), default=60)
    created_at = models.DateTimeField(default=timezone.now)
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "-created_at"], name="initiative_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(benefit_low__lte=F("benefit_likely"), benefit_likely__lte=F("benefit_high"))
                | Q(benefit_low__isnull=True, benefit_likely__isnull=True, benefit_high__isnull=True),
                name="benefit_is_a_range",
            ),
            models.CheckConstraint(condition=Q(needed_percent__range=(1, 100)), name="needed_is_a_percent"),
        ]

    def __str__(self) -> str:
        return self.title


class Source(models.Model):
    """A piece of evidence on which the case rests, by link."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="sources")
    kind = models.CharField(_("kind"), max_length=20, choices=SourceKind, default=SourceKind.FIGURE)
    label = models.CharField(_("what it says"), max_length=200)
    detail = models.TextField(_("detail or quote"), blank=True)
    url = models.CharField(_("link"), max_length=500, blank=True)
    ref = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class Option(models.Model):
    """One way to solve the problem; at most one is chosen."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="options")
    label = models.CharField(_("option"), max_length=120)
    detail = models.TextField(_("what it means"), blank=True)
    is_chosen = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(is_chosen=True), name="one_chosen_option"
            )
        ]

    def __str__(self) -> str:
        return self.label
