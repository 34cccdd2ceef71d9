"""The leaders who must be on board, what they did, and what they asked or want to see first."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.choices import NOTED_BY_HAND, Influence, Kind, ObjectionKind, Role
from allaboard.areas.initiatives.models.initiative import Initiative


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

    @property
    def is_by_hand(self) -> bool:
        """Whether a colleague noted it; what leaders did here themselves stands for good."""
        return self.kind in NOTED_BY_HAND and self.noted_by_id != self.stakeholder.person_id


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

    @property
    def has_run_out(self) -> bool:
        """Whether it ended by itself."""
        return self.expires_at <= timezone.now()
