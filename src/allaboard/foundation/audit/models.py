"""The chain of audit entries."""

from django.db import models


class Entry(models.Model):
    """One thing done. Each entry carries the hash of the one before, so none can be changed or taken out unseen."""

    at = models.DateTimeField()
    action = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=250)
    actor_person = models.BigIntegerField(null=True, blank=True)
    object_type = models.CharField(max_length=80, blank=True)
    object_id = models.CharField(max_length=80, blank=True)
    object_label = models.CharField(max_length=250, blank=True)
    details = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="entry_object"),
            # What happened at least once is asked by every Today; with patterns, for the filter by a beginning.
            models.Index(fields=["action"], opclasses=["varchar_pattern_ops"], name="entry_action"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
