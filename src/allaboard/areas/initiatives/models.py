"""Initiatives: the case, the leaders who must be on board, and what they did and said."""

from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.choices import (
    CURRENCIES,
    NOTED_PROGRESS,
    Influence,
    Kind,
    ObjectionKind,
    Role,
    SourceKind,
    Status,
    Step,
)

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


class Stakeholder(models.Model):
    """A leader who must be on board. The stage is not stored: it follows from the evidence."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="stakeholders")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+", verbose_name=_("leader"))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.INFLUENCER)
    influence = models.PositiveSmallIntegerField(_("influence"), choices=Influence, default=Influence.SOME)

    class Meta:
        ordering = ["-influence", "pk"]
        constraints = [models.UniqueConstraint(fields=["initiative", "person"], name="a_leader_once")]

    def __str__(self) -> str:
        return self.person.name


class Objection(models.Model):
    """A question or objection of a leader, and what was answered."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="objections")
    kind = models.CharField(_("kind"), max_length=10, choices=ObjectionKind, default=ObjectionKind.QUESTION)
    text = models.TextField(_("what they asked or said"))
    raised_at = models.DateTimeField(default=timezone.now)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    is_accepted = models.BooleanField(null=True, blank=True)

    class Meta:
        ordering = ["raised_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Condition(models.Model):
    """What a leader wants to see before the yes counts."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="conditions")
    text = models.TextField(_("condition"))
    set_at = models.DateTimeField(default=timezone.now)
    met_at = models.DateTimeField(null=True, blank=True)
    met_note = models.CharField(_("how it was met"), max_length=250, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["set_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]


class Evidence(models.Model):
    """One dated thing that a leader did, or that was done towards the leader."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="evidence")
    kind = models.CharField(_("what happened"), max_length=20, choices=Kind)
    note = models.CharField(_("what exactly"), max_length=250, blank=True)
    at = models.DateTimeField(_("when"), default=timezone.now)
    noted_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = _("evidence")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["stakeholder", "-at"], name="evidence_latest")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.note}"


class BriefLink(models.Model):
    """The personal address at which one leader reads the brief; it can be taken back."""

    stakeholder = models.ForeignKey(Stakeholder, models.CASCADE, related_name="links")
    nonce = models.CharField(max_length=43, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.stakeholder_id} until {self.expires_at:%Y-%m-%d}"


class Override(models.Model):
    """Somebody decided to ask although not everything holds, and said why."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="overrides")
    reason = models.TextField(_("reason"))
    by_name = models.CharField(max_length=250)
    by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    red_checks = models.JSONField(default=list)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["initiative"], condition=Q(withdrawn_at__isnull=True), name="one_override_in_force"
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.reason[:60]}"


class StepNote(models.Model):
    """A step of the loop that was taken outside the product, as somebody noted it; the newest in force counts."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="step_notes")
    step = models.CharField(_("step"), max_length=10, choices=Step)
    progress = models.CharField(_("how far it is"), max_length=4, choices=NOTED_PROGRESS)
    text = models.CharField(_("what was done"), max_length=250)
    on = models.DateField(_("when"))
    noted_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    noted_by_name = models.CharField(max_length=250)
    noted_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by_name = models.CharField(max_length=250, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_step_note_says_what"),
            models.CheckConstraint(
                condition=Q(progress__in=[value for value, _label in NOTED_PROGRESS]),
                name="a_noted_step_is_begun",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}: {self.text}"
