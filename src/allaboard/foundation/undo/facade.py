"""The door for rooms whose actions can be taken back."""

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from allaboard.foundation.undo.answers import OfferOut, Undoable
from allaboard.foundation.undo.models import Offer
from allaboard.foundation.undo.reversals import register
from allaboard.foundation.undo.rows import Row, put_back, rows_of
from allaboard.foundation.undo.services import offer

__all__ = [
    "Offer",
    "OfferOut",
    "Row",
    "Undoable",
    "announce",
    "announce_any",
    "offer",
    "put_back",
    "register",
    "rows_of",
]


def announce(request: HttpRequest, given: Offer) -> None:
    """Say what was done on the next page, with a button that takes it back."""
    messages.success(request, given.label, extra_tags=reverse("undo:take_back", args=[given.pk]))


def announce_any(request: HttpRequest, given: Offer | None, *, otherwise: str) -> None:
    """Say what was done to the chosen rows, with one way back; when it fitted none of them, say which to choose."""
    if given is None:
        messages.warning(request, otherwise)
    else:
        announce(request, given)
