"""Reads how an attribute is compared: signs, or the words people write instead."""

from allaboard.foundation.segments.choices import Kind as AttributeKind
from allaboard.foundation.segments.rules.attributes import Attribute, guess
from allaboard.foundation.segments.rules.stream import Stream
from allaboard.foundation.segments.rules.tokens import Kind
from allaboard.foundation.segments.rules.tree import Operator
from allaboard.words import gettext as _

# The longest comes first: “is not empty” before “is not” before “is”.
PHRASES: tuple[tuple[tuple[str, ...], Operator], ...] = (
    (("is", "not", "empty"), Operator.NOT_EMPTY),
    (("is", "not", "in"), Operator.NOT_IN),
    (("is", "at", "least"), Operator.AT_LEAST),
    (("is", "at", "most"), Operator.AT_MOST),
    (("is", "less", "than"), Operator.BELOW),
    (("is", "more", "than"), Operator.ABOVE),
    (("in", "the", "last"), Operator.IN_LAST),
    (("in", "the", "next"), Operator.IN_NEXT),
    (("on", "or", "after"), Operator.AT_LEAST),
    (("on", "or", "before"), Operator.AT_MOST),
    (("is", "empty"), Operator.EMPTY),
    (("is", "not"), Operator.IS_NOT),
    (("is", "in"), Operator.IN),
    (("in", "last"), Operator.IN_LAST),
    (("in", "next"), Operator.IN_NEXT),
    (("not", "in"), Operator.NOT_IN),
    (("starts", "with"), Operator.STARTS_WITH),
    (("at", "least"), Operator.AT_LEAST),
    (("at", "most"), Operator.AT_MOST),
    (("less", "than"), Operator.BELOW),
    (("more", "than"), Operator.ABOVE),
    (("contains",), Operator.CONTAINS),
    (("after",), Operator.ABOVE),
    (("before",), Operator.BELOW),
    (("since",), Operator.AT_LEAST),
    (("until",), Operator.AT_MOST),
    (("on",), Operator.IS),
    (("in",), Operator.IN),
    (("is",), Operator.IS),
)

OPENING = frozenset(words[0] for words, _ in PHRASES)
JOINING = frozenset({"and", "or"})


def words_before_operator(stream: Stream) -> list[str]:
    """The bare words between here and the next comparison; none when a comparison comes next, or never."""
    words: list[str] = []
    for token in stream.tokens[stream.place :]:
        if token.kind is Kind.SIGN or (words and token.word in OPENING):
            return words
        if token.kind is not Kind.WORD or token.word in OPENING | JOINING:
            return []
        words.append(token.text)
    return []


def read_operator(stream: Stream, attribute: Attribute) -> Operator:
    """The comparison that comes next.

    Raises:
        SegmentSyntaxError: no comparison comes next.
    """
    token = stream.now
    if token.kind is Kind.SIGN:
        return Operator(stream.take().text)
    for words, operator in PHRASES:
        if stream.takes(*words):
            return operator
    known = sorted({" ".join(words) for words, _ in PHRASES})
    example = "=" if attribute.kind is not AttributeKind.DURATION else "<"
    hint = guess(token.text, known) if token.kind is Kind.WORD else ""
    raise stream.error(
        _("How is “%(key)s” compared?") % {"key": attribute.key},
        token,
        hint or _("Write %(example)s, for example.") % {"example": example},
    )
