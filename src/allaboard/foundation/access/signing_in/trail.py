"""Writes into the audit trail what somebody changes about their own way to sign in: what and when, and no secret of it.

That somebody signed in is not written down: when people were here must not stand beside an anonymous answer.
"""

from collections.abc import Sequence
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as second_step
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.audit.facade import record


def plug_in() -> None:
    """Listen to the library, which tells of each change once it is made."""
    account.password_set.connect(_note_first_password)
    account.password_changed.connect(_note_changed_password)
    account.password_reset.connect(_note_forgotten_password)
    second_step.authenticator_added.connect(_note_added_step)
    second_step.authenticator_removed.connect(_note_removed_step)
    second_step.authenticator_reset.connect(_note_new_codes)


def note_ended_sessions(ended: Sequence[UserSession]) -> None:
    """Write down that somebody signed out in so many of their browsers."""
    if ended:
        user = User.objects.get(pk=ended[0].user_id)
        record("access.sessions_ended", by=actor_of(user), on=user, browsers=len(ended))


def _note_first_password(user: User, **_signal: Any) -> None:
    record("access.password_set", by=actor_of(user), on=user)


def _note_changed_password(user: User, **_signal: Any) -> None:
    record("access.password_changed", by=actor_of(user), on=user)


def _note_forgotten_password(user: User, **_signal: Any) -> None:
    record("access.password_reset", by=actor_of(user), on=user)


def _note_added_step(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    record("access.second_step_added", by=actor_of(user), on=user, kind=authenticator.type)


def _note_removed_step(user: User, authenticator: Authenticator, **_signal: Any) -> None:
    record("access.second_step_removed", by=actor_of(user), on=user, kind=authenticator.type)


def _note_new_codes(user: User, **_signal: Any) -> None:
    record("access.recovery_codes_made", by=actor_of(user), on=user)
