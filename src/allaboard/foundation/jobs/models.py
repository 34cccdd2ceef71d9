"""What a person sees of work that takes a while."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Progress(models.Model):
    """How far one long piece of work has come; the queue itself belongs to procrastinate."""

    label = models.CharField(_("what is done"), max_length=200)
    owner = models.ForeignKey("people.Person", models.CASCADE, null=True, blank=True, related_name="+")
    token_id = models.BigIntegerField(null=True, blank=True)  # of a program that acts for itself
    total = models.PositiveIntegerField(_("parts"))
    done = models.PositiveIntegerField(_("parts done"), default=0)
    note = models.CharField(_("note"), max_length=500, blank=True)
    result_url = models.CharField(_("where to go then"), max_length=500, blank=True)
    failure = models.CharField(_("why it stopped"), max_length=500, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    moved_at = models.DateTimeField(auto_now=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "progress"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done__lte=models.F("total")), name="progress_within_total"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}: {self.done} of {self.total}"
