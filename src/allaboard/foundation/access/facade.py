"""The door for those who need users, links or actors."""

from allaboard.foundation.access.links import sign_in_link
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.services import (
    add_user,
    disable_user,
    enable_user,
    end_sessions,
    ensure_user_of_person,
    grant_role,
    revoke_role,
)

__all__ = [
    "actor_of",
    "add_user",
    "disable_user",
    "enable_user",
    "end_sessions",
    "ensure_user_of_person",
    "grant_role",
    "revoke_role",
    "sign_in_link",
]
