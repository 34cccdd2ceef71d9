"""Tokens for programs: seen and ended. They are made on the pages alone (docs/decisions/0013)."""

from datetime import datetime

from ninja import Router, Schema, Status

from allaboard.foundation.access import queries, tokens
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.models import ApiToken
from allaboard.foundation.api.facade import Cursor, Limit, Page, paginate, scope

router = Router()


class TokenOut(Schema):
    """A token, without its secret; one without a user is a program's, with roles of its own."""

    id: int
    name: str
    hint: str
    user_id: int | None
    scopes: list[str]
    roles: list[str]
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    is_usable: bool


@router.get("", response=Page[TokenOut], auth=scope("access:read"))
def list_tokens(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[ApiToken]:
    """The caller's own tokens, newest first; administrators see everybody's and those of programs."""
    return paginate(queries.tokens_visible_to(request.actor), cursor, limit, order="-pk")


@router.delete("/{int:pk}", response={204: None}, auth=scope("access:write"))
def revoke_token(request: ActorRequest, pk: int) -> Status[None]:
    """End a token for good, be it the one that calls; its next call is refused."""
    tokens.revoke_token(queries.token_for(request.actor, pk), by=request.actor)
    return Status(204, None)
