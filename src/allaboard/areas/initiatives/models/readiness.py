"""Asking although not everything holds, on somebody's name."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from allaboard.areas.initiatives.models.initiative import Initiative


class Override(models.Model):
    """Somebody decided to ask one part of the company, or all of it, although not everything holds, and said why."""

    initiative = models.ForeignKey(Initiative, models.CASCADE, related_name="overrides")
    unit = models.CharField(_("part of the company"), max_length=150, blank=True)  # blank: all of it
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
                fields=["initiative", "unit"],
                condition=Q(withdrawn_at__isnull=True),
                name="one_override_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.reason[:60]}"
