"""What the API remembers of calls: answers that may be asked for again, and how many calls came."""

from django.db import models


class KeptAnswer(models.Model):
    """The answer to a call that carried an idempotency key, so that a repeat gets the same one."""

    caller = models.CharField(max_length=40)
    route = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    body_digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content = models.TextField(default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["caller", "route", "key"], name="one_answer_a_key")]

    def __str__(self) -> str:
        return f"{self.route} {self.key}"


class CallCount(models.Model):
    """How many calls a caller made since the start of the counted minute."""

    caller = models.CharField(max_length=40, primary_key=True)
    minute = models.BigIntegerField()
    calls = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.caller}: {self.calls}"
