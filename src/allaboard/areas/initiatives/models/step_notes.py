"""Steps of the loop that were taken outside the product."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.choices import NOTED_PROGRESS, Step
from allaboard.areas.initiatives.models.initiative import Initiative


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
