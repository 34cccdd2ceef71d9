"""What can still be taken back."""

from django.db import models


class Offer(models.Model):
    """An action that its doer may take back for a while."""

    user_id = models.BigIntegerField()
    label = models.CharField(max_length=250)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    offered_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.label
