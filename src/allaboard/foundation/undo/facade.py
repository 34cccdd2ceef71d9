"""The door for rooms whose actions can be taken back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.undo.models import Offer
from allaboard.foundation.undo.reversals import register
from allaboard.foundation.undo.rows import Row, put_back, rows_of

UndoOffer = Offer
__all__ = ["Row", "UndoOffer", "announce", "offer", "put_back", "register", "rows_of"]


def offer(by: Actor, label: str, kind: str, payload: Mapping[str, Any]) -> Offer:
    """Keep what is needed to take the action back."""
    return Offer.objects.create(user_id=by.user_id or 0, label=label, kind=kind, payload=dict(payload))


def announce(request: HttpRequest, given: Offer) -> None:
    """Say what was done on the next page, with a button that takes it back."""
    messages.success(request, given.label, extra_tags=reverse("undo:take_back", args=[given.pk]))
