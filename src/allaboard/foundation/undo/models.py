"""What can still be taken back."""

from datetime import datetime

from django.db import models

from allaboard.foundation.undo.rules import GRACE


class Offer(models.Model):
    """An action that its doer may take back for a while."""

    user_id = models.BigIntegerField()
    token_id = models.BigIntegerField(null=True)  # of a program that acts for itself, without a user
    label = models.CharField(max_length=250)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    offered_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label

    @property
    def until(self) -> datetime:
        """The last moment at which it can be taken back."""
        return self.offered_at + GRACE
