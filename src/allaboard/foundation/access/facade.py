"""The door for those who need users, links or actors."""

from allaboard.foundation.access.following import follow_directory, keep_users_with_roles
from allaboard.foundation.access.queries import anybody_holds, holders_of, somebody_else_holds_a_role
from allaboard.foundation.access.services import (
    GRANTABLE,
    add_user,
    disable_user,
    forget_second_step,
    grant_role,
)
from allaboard.foundation.access.signing_in.links import sign_in_link
from allaboard.foundation.access.signing_in.second_steps import how_many_cannot_be_opened
from allaboard.foundation.access.used_keys import forget_missing_keys, is_key_missing, note_key

__all__ = [
    "GRANTABLE",
    "add_user",
    "anybody_holds",
    "disable_user",
    "follow_directory",
    "forget_missing_keys",
    "forget_second_step",
    "grant_role",
    "holders_of",
    "how_many_cannot_be_opened",
    "is_key_missing",
    "keep_users_with_roles",
    "note_key",
    "sign_in_link",
    "somebody_else_holds_a_role",
]
