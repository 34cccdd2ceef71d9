"""Questions that can be asked again and again."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from allaboard.areas.listening import rules
from allaboard.areas.listening.choices import Kind, Template


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
