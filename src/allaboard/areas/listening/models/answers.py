"""Answers, which no longer know who gave them, and what is counted of them."""

import uuid

from django.db import models
from django.db.models import Q

from allaboard.areas.listening.models.waves import Block, Wave


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
