"""The kinds of facts a rule can ask about."""

from enum import StrEnum


class Kind(StrEnum):
    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    DURATION = "duration"
    PERSON = "person"
    FLAG = "flag"
    CUSTOM = "custom"
    SUBTREE = "subtree"
