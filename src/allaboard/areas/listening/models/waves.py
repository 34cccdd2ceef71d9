"""Runs of a survey: who is asked, in which block, and who has taken part."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from allaboard.areas.listening import rules
from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models.surveys import Survey


class Wave(models.Model):
    """One run of a survey: who is asked, when, and what will be shown are fixed when it is launched."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="waves")
    title = models.CharField(max_length=120)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.PLANNED)
    segment_id = models.BigIntegerField(null=True, blank=True)
    segment_name = models.CharField(max_length=200, blank=True)
    opens_on = models.DateField()
    closes_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    questions = models.JSONField()
    attributes = models.JSONField(help_text="Reported attributes in order: [[field, label], …].")
    plan = models.JSONField(help_text="The release plan: fixed at launch, only lumped further at the close.")
    minimum_group = models.PositiveSmallIntegerField(default=rules.MINIMUM_GROUP)
    invited = models.PositiveIntegerField(
        null=True, blank=True, help_text="Empty for results from elsewhere: nobody knows who was asked."
    )
    answered = models.PositiveIntegerField(
        default=0, help_text="Counted at the close; 0 when fewer than the group minimum."
    )
    smallest_group = models.PositiveIntegerField(
        default=0, help_text="The smallest lot anyone could work out."
    )
    launched_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    told_on = models.DateField(null=True, blank=True, help_text="When people heard what changed.")
    themes_progress = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="wave_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(minimum_group__gte=rules.MINIMUM_GROUP), name="group_minimum_only_goes_up"
            ),
        ]
        indexes = [models.Index(fields=["stage", "closes_on"], name="wave_due")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_sample(self) -> bool:
        """Whether it belongs to the sample company."""
        return self.survey.is_sample

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether only its answers are known, and nobody knows how many were asked."""
        return self.invited is None

    @property
    def fewest_for_comments(self) -> int:
        """How many must have answered before anyone's words are shown."""
        return rules.fewest_for_comments(self.minimum_group)

    def asked(self) -> list[rules.Asked]:
        """The questions as they stood at launch."""
        return [rules.asked_from(kept) for kept in self.questions]


class Block(models.Model):
    """A lot of people who are never told apart in any figure."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="blocks")
    number = models.PositiveIntegerField()
    groups = ArrayField(models.TextField(), help_text="One group label per reported attribute.")
    invited = models.PositiveIntegerField(default=0, help_text="0 where nobody knows who was asked.")
    answered = models.PositiveIntegerField(default=0, help_text="Counted at the close.")
    index_answers = models.PositiveIntegerField(default=0)
    index_total = models.FloatField(default=0)
    index_squares = models.FloatField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "number"], name="a_block_number_once")]

    def __str__(self) -> str:
        return " · ".join(self.groups) or "everyone"


class Participation(models.Model):
    """Who was asked, in which block, and whether they have taken part: never when, never what."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="participations")
    person = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    block = models.ForeignKey(Block, models.CASCADE, related_name="participations")
    taken_part = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "person"], name="asked_once_a_wave")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.wave_id}"
