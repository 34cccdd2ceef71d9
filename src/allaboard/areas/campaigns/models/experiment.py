"""Who was drawn into which group, and who acted."""

from django.db import models

from allaboard.areas.campaigns.choices import Arm, OutcomeKind
from allaboard.areas.campaigns.models.campaign import Campaign
from allaboard.areas.campaigns.models.step import Step
from allaboard.areas.campaigns.models.version import Version


class Assignment(models.Model):
    """One person of the frozen audience, the side chance chose, and their groups on that day."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="assignments")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    arm = models.CharField(max_length=10, choices=Arm)
    stratum = models.CharField(max_length=150, blank=True)
    groups = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "person"], name="drawn_once")]
        indexes = [models.Index(fields=["version", "arm"], name="assignment_arm")]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.arm}"


class Act(models.Model):
    """A person was first seen to have acted; `before` when that was so at launch already."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="acts")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    how = models.CharField(max_length=20, choices=OutcomeKind)
    step = models.ForeignKey(Step, models.SET_NULL, null=True, related_name="+")
    before = models.BooleanField(default=False)
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="acted_once")]

    def __str__(self) -> str:
        return f"{self.person_id} acted on {self.on}"
