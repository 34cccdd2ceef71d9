"""Surveys, their waves, and answers that no longer know who gave them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from allaboard.areas.listening import rules
from allaboard.areas.listening.choices import Kind, Stage, Template


class Survey(models.Model):
    """Questions that can be asked again and again."""

    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(_("why we ask"), blank=True, max_length=1_000)
    template = models.CharField(max_length=20, choices=Template, default=Template.BLANK)
    is_sample = models.BooleanField(default=False)
    created_by = models.ForeignKey("people.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-updated_at"], name="survey_by_change")]

    def __str__(self) -> str:
        return self.title


class Question(models.Model):
    """One question of a survey, in its place."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="questions")
    key = models.CharField(max_length=40, editable=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind, default=Kind.AGREE)
    text = models.CharField(_("question"), max_length=300)
    label = models.CharField(_("short name for charts"), max_length=24, blank=True)
    section = models.CharField(_("section"), max_length=80, blank=True)
    required = models.BooleanField(_("must be answered"), default=False)
    options = ArrayField(models.CharField(max_length=120), default=list, blank=True)
    low = models.SmallIntegerField(default=1)
    high = models.SmallIntegerField(default=5)
    favourable_from = models.SmallIntegerField(default=4)
    counts_for_index = models.BooleanField(_("counts for the engagement figure"), default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["survey", "key"], name="a_question_key_once")]

    def __str__(self) -> str:
        return self.text

    def asked(self) -> rules.Asked:
        """The question as a wave keeps it."""
        return rules.Asked(
            key=self.key,
            kind=self.kind,
            text=self.text,
            label=self.label or self.text[:24],
            section=self.section,
            required=self.required,
            options=tuple(self.options),
            low=self.low,
            high=self.high,
            favourable_from=self.favourable_from,
            counts_for_index=self.counts_for_index,
        )


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
    invited = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0, help_text="Counted at the close.")
    smallest_group = models.PositiveIntegerField(
        default=0, help_text="The smallest lot anyone could work out."
    )
    is_imported = models.BooleanField(default=False)
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
    invited = models.PositiveIntegerField(default=0)
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


class PendingBallot(models.Model):
    """A sealed sheet of an open wave: a whole ballot until enough others of its block are in, then one part of one."""

    id = models.UUIDField(primary_key=True)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="pending")
    block = models.ForeignKey(Block, models.CASCADE, null=True, related_name="+")  # none on a sheet of words
    is_mixed = models.BooleanField(default=False)
    sealed = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["block"], condition=Q(is_mixed=False), name="ballots_that_wait"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Answer(models.Model):
    """One person's ratings and choices, without person, time or order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="answers")
    block = models.ForeignKey(Block, models.CASCADE, related_name="+")
    values = models.JSONField()

    def __str__(self) -> str:
        return str(self.pk)


class Tally(models.Model):
    """How many in a block gave one answer to one question: all that results are ever computed from."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="tallies")
    block = models.ForeignKey(Block, models.CASCADE, related_name="tallies")
    question = models.CharField(max_length=40)
    value = models.CharField(max_length=120)
    people = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["block", "question", "value"], name="a_tally_once")]

    def __str__(self) -> str:
        return f"{self.question} = {self.value}: {self.people}"


class Theme(models.Model):
    """Comments of a wave that say alike things."""

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="themes")
    title = models.CharField(_("title"), max_length=120)
    words = ArrayField(models.CharField(max_length=60), default=list)
    is_edited = models.BooleanField(default=False)
    earlier_comments = models.PositiveIntegerField(
        default=0, help_text="As many of the last wave's comments say alike."
    )
    earlier_total = models.PositiveIntegerField(default=0)
    initiative_id = models.BigIntegerField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["initiative_id"], name="theme_initiative")]

    def __str__(self) -> str:
        return self.title


class Comment(models.Model):
    """What someone wrote, without group, person, time, or a link to their other answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wave = models.ForeignKey(Wave, models.CASCADE, related_name="comments")
    question = models.CharField(max_length=40)
    text = models.TextField()
    theme = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="comments")
    is_hidden = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.text[:60]


class ResultsFile(models.Model):
    """A file of results between its upload and its import; deleted by either the import or the next night."""

    owner = models.ForeignKey("people.Person", models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    headers = models.JSONField()
    rows = models.JSONField()
    uploaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name
