"""How long an action may be taken back."""

from datetime import timedelta

GRACE = timedelta(minutes=10)
