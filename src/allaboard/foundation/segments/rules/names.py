"""Reads what a condition asks about: an attribute by one of its names, or a custom field."""

from allaboard.foundation.segments.rules.attributes import (
    BY_NAME,
    CUSTOM,
    LONGEST_NAME,
    Attribute,
    attribute_of,
)
from allaboard.foundation.segments.rules.stream import Stream
from allaboard.foundation.segments.rules.tokens import Kind


def take_attribute(stream: Stream) -> Attribute | None:
    """The attribute that comes next, taken; nothing when no known name does. The longest name counts."""
    if stream.now.word.startswith(CUSTOM):
        return attribute_of(CUSTOM + _custom_name(stream))
    for length in range(LONGEST_NAME, 0, -1):
        words = stream.words_ahead(length)
        name = " ".join(words)
        known = BY_NAME.get(name) or BY_NAME.get(name.replace("_", " "))
        if known:
            stream.skip(len(words))
            return known
    return None


def _custom_name(stream: Stream) -> str:
    """The name behind the dot, which may stand in quotes; nothing when none follows."""
    name = stream.take().text[len(CUSTOM) :]
    return name or (stream.take().text if stream.now.kind is Kind.QUOTED else "")
