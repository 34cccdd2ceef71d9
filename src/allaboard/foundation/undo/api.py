"""Ways back for programs: one's own, listed and taken."""

from datetime import datetime

from ninja import Router, Schema

from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, known_caller, paginate
from allaboard.foundation.undo import queries, services
from allaboard.foundation.undo.answers import OfferOut
from allaboard.foundation.undo.models import Offer

router = Router()


class TakenBackOut(Schema):
    """An action that was taken back."""

    id: int
    label: str
    used_at: datetime


@router.get("", response=Page[OfferOut], auth=known_caller)
def list_offers(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[Offer]:
    """What the caller has done and may still take back, within the token's scopes; each for ten minutes."""
    return paginate(queries.visible_to(request.actor), cursor, limit)


@router.post("/{int:pk}", response=TakenBackOut, auth=known_caller)
@idempotent
def take_back(request: ActorRequest, pk: int) -> Offer:
    """Take an action back, once; a token needs the scope to write what it was done to."""
    return services.take_back(pk, by=request.actor)
