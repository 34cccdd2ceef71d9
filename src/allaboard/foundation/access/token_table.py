"""The tokens of a user, and those of all programs, as tables."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from allaboard.foundation.access import queries
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.models import ApiToken
from allaboard.foundation.access.roles import Role
from allaboard.ui.columns import Column
from allaboard.ui.tables import Filter, Table, action_on_chosen

USABLE, REVOKED, ENDED = "usable", "revoked", "ended"


def my_tokens_table(request: ActorRequest) -> Table:
    """The actor's own tokens, as the address asks for them."""
    mine = queries.tokens_visible_to(request.actor).filter(user_id=request.actor.user_id or 0)
    return _table(request, mine, [_name(), *_rights()], reverse("access:revoke_mine"))


def program_tokens_table(request: ActorRequest) -> Table:
    """Everybody's tokens and those of programs, as the address asks for them."""
    speaks_for = Column("user", _("Speaks for"), _speaks_for, sort="user__email", detail=_roles)
    every = queries.tokens_visible_to(request.actor)
    return _table(request, every, [_name(), speaks_for, *_rights()], reverse("access:revoke_of_programs"))


def _table(request: ActorRequest, found: QuerySet[ApiToken], columns: list[Column], url: str) -> Table:
    return Table(
        columns=columns,
        filters=[Filter("state", _("State"), _in_state, _states())],
        queryset=found,
        request=request,
        default_sort="-created_at",
        bulk_actions=[action_on_chosen(request, "revoke", _("Revoke"), url, "danger")],
        search=lambda tokens, text: tokens.filter(Q(name__icontains=text) | Q(user__email__icontains=text)),
        name="tokens",
        caption=_("Tokens"),
        empty=(_("No token yet. Make one below when a program needs it."), "", ""),
    )


def _name() -> Column:
    return Column("name", _("Name"), sort="name", detail=lambda token: f"{token.hint}…")


def _rights() -> list[Column]:
    return [
        Column("scopes", _("It may"), lambda token: ", ".join(token.scopes)),
        Column("last_used_at", _("Last used"), sort="last_used_at", kind="date"),
        Column("expires_at", _("Ends"), sort="expires_at", kind="date"),
        Column("state", _("State"), lambda token: dict(_states())[_state(token)], kind="badge", tone=_tone),
    ]


def _states() -> list[tuple[str, str]]:
    return [(USABLE, pgettext("token", "Works")), (REVOKED, _("Revoked")), (ENDED, _("Ended"))]


def _state(token: ApiToken) -> str:
    return USABLE if token.is_usable else REVOKED if token.revoked_at else ENDED


def _tone(token: ApiToken) -> str:
    return {USABLE: "good", REVOKED: "bad", ENDED: "warn"}[_state(token)]


def _in_state(tokens: QuerySet[ApiToken], state: str) -> QuerySet[ApiToken]:
    if state == REVOKED:
        return tokens.exclude(revoked_at=None)
    ended = Q(expires_at__lte=timezone.now())
    return tokens.filter(ended if state == ENDED else ~ended | Q(expires_at=None), revoked_at=None)


def _speaks_for(token: ApiToken) -> str:
    return token.user.email if token.user else _("itself")


def _roles(token: ApiToken) -> str:
    """The roles of a program, in words."""
    return ", ".join(str(Role(role).label) for role in token.roles)
