"""What can be taken back here: what was done to many users at once."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import ngettext

from allaboard.foundation.access import following, services
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.undo import facade as undo
from allaboard.words import all_grouped

ROLE_SET, ACCESS_ENDED, EMAILS_TAKEN = "access.role_set", "access.ended", "access.emails_taken"


def plug_in() -> None:
    """Let undo find its way back."""
    for kind, reversal in (
        (ROLE_SET, take_role_back),
        (ACCESS_ENDED, let_in_again),
        (EMAILS_TAKEN, give_emails_back),
    ):
        undo.register(kind, reversal, "access:write")


@transaction.atomic
def set_role(users: QuerySet[User], role: str, *, given: bool, by: Actor) -> undo.Offer | None:
    """Give all the users a role, or take it from them, with a way back; none when all stand so already."""
    changed = services.set_role_of(users, role, given=given, by=by)
    if not changed:
        return None
    if given:
        said = ngettext(
            "%(count)s user holds the role %(role)s now.",
            "%(count)s users hold the role %(role)s now.",
            len(changed),
        )
    else:
        said = ngettext(
            "%(count)s user no longer holds the role %(role)s.",
            "%(count)s users no longer hold the role %(role)s.",
            len(changed),
        )
    words = all_grouped({"count": len(changed), "role": Role(role).label})
    return undo.offer(by, said % words, ROLE_SET, {"users": changed, "role": role, "given": given})


def take_role_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Let the users hold the role, or not, as before."""
    services.set_role_of(_those(payload["users"]), payload["role"], given=not payload["given"], by=actor)


@transaction.atomic
def end_access(users: QuerySet[User], by: Actor) -> undo.Offer | None:
    """End the access of all the users, with a way back; none when nobody of them had it."""
    ended = services.end_access_of(users, by=by)
    if not ended:
        return None
    said = ngettext("Access of %(count)s user has ended.", "Access of %(count)s users has ended.", len(ended))
    return undo.offer(by, said % all_grouped({"count": len(ended)}), ACCESS_ENDED, {"users": ended})


def let_in_again(actor: Actor, payload: dict[str, Any]) -> None:
    """Let the users sign in again; their sessions stay ended."""
    for user in _those(payload["users"]).filter(is_active=False):
        services.enable_user(user, by=actor)


@transaction.atomic
def take_emails(users: QuerySet[User], by: Actor) -> undo.Offer | None:
    """Let the users sign in with the e-mail of the directory, with a way back; none when all do so already."""
    before = following.take_emails(users, by=by)
    if not before:
        return None
    said = ngettext(
        "%(count)s user signs in with the e-mail of the directory now.",
        "%(count)s users sign in with the e-mail of the directory now.",
        len(before),
    )
    return undo.offer(
        by, said % all_grouped({"count": len(before)}), EMAILS_TAKEN, {"before": list(before.items())}
    )


def give_emails_back(actor: Actor, payload: dict[str, Any]) -> None:
    """Let the users sign in with the e-mail from before."""
    following.give_emails_back(dict(payload["before"]), by=actor)


def _those(ids: list[int]) -> QuerySet[User]:
    return User.objects.filter(pk__in=ids)
