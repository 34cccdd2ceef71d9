"""Persons, what was true of them on each day, what is kept apart, and their imports."""

from allaboard.foundation.people.models.imports import (
    UNDO_OFFERED_FOR,
    Import,
    ImportChange,
    RememberedMapping,
)
from allaboard.foundation.people.models.person import (
    OFFERED_FIELDS,
    SEARCHED_FIELDS,
    Person,
    PersonVersion,
    ProtectedAttributes,
)

__all__ = [
    "OFFERED_FIELDS",
    "SEARCHED_FIELDS",
    "UNDO_OFFERED_FOR",
    "Import",
    "ImportChange",
    "Person",
    "PersonVersion",
    "ProtectedAttributes",
    "RememberedMapping",
]
