"""What is known of the sample company itself: which one, how far it has come, and what was planted."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class State(models.TextChoices):
    """Where a sample company stands; one that is only half there is finished or removed by the next command."""

    MAKING = "making"
    MADE = "made"
    REMOVING = "removing"


class SampleRun(models.Model):
    """The making of the sample company. It is there before the first of its rows and goes after the last."""

    seed = models.BigIntegerField()
    people = models.PositiveIntegerField()
    today = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.MAKING)
    done = ArrayField(models.CharField(max_length=80), default=list)
    planted = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"{self.people} people of seed {self.seed}: {self.state}"
