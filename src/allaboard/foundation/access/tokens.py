"""Makes and revokes the tokens of programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.models import ApiToken, User
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.access.scopes import require_known
from allaboard.foundation.access.secrets import TOKEN_PREFIX, digest_of, new_secret
from allaboard.foundation.access.services import GRANTABLE
from allaboard.foundation.audit.facade import record

MOST_TOKENS = 20


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made, with the secret that is never shown again."""

    token: ApiToken
    secret: str


def make_personal_token(name: str, scopes: Sequence[str], days: int, *, by: Actor) -> NewToken:
    """A token that speaks for its maker, within the scopes."""
    require(by.user_id is not None and by.scopes is None, _("A token cannot make tokens."))
    user = User.objects.get(pk=by.user_id or 0)
    if user.tokens.filter(revoked_at=None).count() >= MOST_TOKENS:
        raise RuleBroken(_("You have %(most)s tokens. Revoke one first.") % {"most": MOST_TOKENS})
    return _make(name, scopes, days, by, user=user)


def make_service_token(
    name: str, scopes: Sequence[str], days: int, *, roles: Sequence[str], by: Actor
) -> NewToken:
    """A token that speaks for a program, with roles of its own; only administrators make them."""
    require(by.has(Role.ADMIN) and by.scopes is None)
    if not roles or not set(roles) <= set(GRANTABLE):
        raise RuleBroken(_("A service token needs at least one role that can be granted."))
    return _make(name, scopes, days, by, roles=list(roles))


@transaction.atomic
def _make(name: str, scopes: Sequence[str], days: int, by: Actor, **owner: object) -> NewToken:
    if not scopes:
        raise RuleBroken(_("A token needs at least one right."))
    secret = TOKEN_PREFIX + new_secret()
    token = ApiToken.objects.create(
        name=name,
        digest=digest_of(secret),
        hint=secret[len(TOKEN_PREFIX) :][:4],
        scopes=sorted({require_known(scope) for scope in scopes}),
        expires_at=timezone.now() + timedelta(days=days),
        created_by_id=by.person_id,
        **owner,
    )
    record("access.token_made", by=by, on=token, scopes=token.scopes, roles=token.roles)
    return NewToken(token, secret)


@transaction.atomic
def revoke_token(token: ApiToken, *, by: Actor) -> None:
    """End the token; its next call is refused."""
    is_own = token.pk == by.token_id or (token.user_id is not None and token.user_id == by.user_id)
    require(is_own or by.has(Role.ADMIN))
    if ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        record("access.token_revoked", by=by, on=token)


@transaction.atomic
def revoke_tokens(chosen: QuerySet[ApiToken], *, by: Actor) -> int:
    """End those of the tokens that still work, for good; how many they were."""
    usable = [token for token in chosen if token.is_usable]
    for token in usable:
        revoke_token(token, by=by)
    return len(usable)
