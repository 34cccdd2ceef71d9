"""How a way back is told to programs."""

from datetime import datetime

from ninja import Field, Schema

from allaboard.foundation.undo.models import Offer


class OfferOut(Schema):
    """An action that can be taken back."""

    id: int
    label: str
    until: datetime
    url: str = Field(description="A POST here takes it back")

    @staticmethod
    def resolve_url(offer: Offer) -> str:
        """Where to take it back."""
        return f"/api/v1/undo/{offer.pk}"


class Undoable(Schema):
    """What was done, and the way back."""

    undo: OfferOut
