"""What people wrote, and the themes that it makes."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from allaboard.areas.listening.models.waves import Wave


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
