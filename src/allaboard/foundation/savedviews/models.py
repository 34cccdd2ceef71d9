"""Filters and columns under a name."""

from django.conf import settings
from django.db import models

from allaboard.foundation.savedviews.rules import LONGEST_NAME, LONGEST_PATH


class SavedView(models.Model):
    """The state of a list's address, kept by one user under a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    path = models.CharField(max_length=LONGEST_PATH)
    name = models.CharField(max_length=LONGEST_NAME)
    query = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["user", "path", "name"], name="a_view_name_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def url(self) -> str:
        """Where the view leads."""
        return f"{self.path}?{self.query}" if self.query else self.path
