"""The rule language of segments: words in, a frozen tree, words out. Nothing here knows the database."""

from allaboard.foundation.segments.rules.errors import SegmentSyntaxError
from allaboard.foundation.segments.rules.parser import parse
from allaboard.foundation.segments.rules.text import to_text
from allaboard.foundation.segments.rules.tree import (
    All,
    Any,
    Condition,
    Everyone,
    Not,
    Operator,
    Rule,
    Span,
    Unit,
    all_of,
    any_of,
    conditions_of,
    not_,
)

__all__ = [
    "All",
    "Any",
    "Condition",
    "Everyone",
    "Not",
    "Operator",
    "Rule",
    "SegmentSyntaxError",
    "Span",
    "Unit",
    "all_of",
    "any_of",
    "conditions_of",
    "not_",
    "parse",
    "to_text",
]
