"""What may come next where somebody is writing a rule, however unfinished it is."""

from dataclasses import dataclass, replace
from enum import StrEnum

from allaboard.foundation.segments.rules.attributes import (
    BY_NAME,
    OPERATORS,
    UNDER,
    Attribute,
)
from allaboard.foundation.segments.rules.errors import SegmentSyntaxError
from allaboard.foundation.segments.rules.names import take_attribute
from allaboard.foundation.segments.rules.operators import PHRASES
from allaboard.foundation.segments.rules.stream import Stream
from allaboard.foundation.segments.rules.tokens import Kind, Token, tokens_of
from allaboard.foundation.segments.rules.tree import LISTS, VALUELESS, Operator

JOINS = ("and", "or")


class Part(StrEnum):
    ATTRIBUTE = "attribute"
    OPERATOR = "operator"
    VALUE = "value"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Expected:
    """The part that stands, or would stand, just before the place: `typed` of it is there, from `start` on."""

    part: Part
    start: int
    typed: str
    attribute: Attribute | None = None
    operator: Operator | None = None
    opens_list: bool = False  # a bracket is still to come before the value
    open_groups: int = 0


def expected_at(text: str, place: int) -> Expected:
    """What is being written at a place of the text; only what stands before it counts.

    Args:
        text: the rule as far as it is written.
        place: letters before the cursor, 0 to the length of the text.
    """
    before = text[:place]
    try:
        return _Reader(before, tokens_of(before)).expected()
    except SegmentSyntaxError as error:
        closed = before[: error.position]
        found = _Reader(before, tokens_of(closed)).expected()
        typed = before[error.position + 1 :]
        return replace(found, start=error.position, typed=typed)


class _Reader:
    """Follows the grammar of `parser`, and stops where the tokens do."""

    def __init__(self, before: str, tokens: list[Token]) -> None:
        self.before = before
        self.stream = Stream(before, tokens)
        self.open_groups = 0

    def expected(self) -> Expected:
        while True:
            found = self.condition() or self.joined()
            if found:
                return found

    @property
    def is_over(self) -> bool:
        return self.stream.now.kind is Kind.END

    def here(self, part: Part, start: int, **more: object) -> Expected:
        typed = self.before[start:]
        return Expected(part, start, typed, open_groups=self.open_groups, **more)  # type: ignore[arg-type]

    def condition(self) -> Expected | None:
        """Nothing when a whole condition has been read and something follows it."""
        while self.stream.now.kind is Kind.OPEN or self.stream.now.word == "not":
            token = self.stream.take()
            if self.is_over and token.end == len(self.before) and token.kind is Kind.WORD:
                return self.here(Part.ATTRIBUTE, token.start)
            self.open_groups += token.kind is Kind.OPEN
        start = self.stream.now.start if not self.is_over else len(self.before)
        if self.is_over or self.is_half_a_name():
            return self.here(Part.ATTRIBUTE, start)
        if self.stream.takes("everyone"):
            return None
        attribute = take_attribute(self.stream)
        if attribute is None:
            return self.here(Part.ATTRIBUTE, start)
        if attribute.key == UNDER:
            return self.value(attribute, Operator.UNDER)
        return self.compared(attribute)

    def is_half_a_name(self) -> bool:
        """Whether all that is left are words with which a name begins, the last of them perhaps not at its end."""
        rest = self.stream.tokens[self.stream.place : -1]
        if any(token.kind is not Kind.WORD for token in rest):
            return False
        words = " ".join(token.word for token in rest)
        if self.before[-1:].isspace():
            return words not in BY_NAME and any(name.startswith(f"{words} ") for name in BY_NAME)
        return len(rest) == 1 or any(name.startswith(words) for name in BY_NAME)

    def compared(self, attribute: Attribute) -> Expected | None:
        token = self.stream.now
        start = len(self.before) if self.is_over else token.start
        if token.kind is Kind.SIGN:
            return self.value(attribute, Operator(self.stream.take().text))
        if self.is_half_an_operator(attribute):
            return self.here(Part.OPERATOR, start, attribute=attribute)
        for words, operator in PHRASES:
            if self.stream.takes(*words):
                return None if operator in VALUELESS else self.value(attribute, operator)
        return self.here(Part.OPERATOR, start, attribute=attribute)

    def is_half_an_operator(self, attribute: Attribute) -> bool:
        """Whether all that is left, up to the middle of a word, begins one of the comparisons that are allowed."""
        rest = self.stream.tokens[self.stream.place : -1]
        words = " ".join(token.word for token in rest)
        allowed = [phrase for phrase, operator in PHRASES if operator in OPERATORS[attribute.kind]]
        return self.is_in_word and any(" ".join(phrase).startswith(words) for phrase in allowed)

    @property
    def is_in_word(self) -> bool:
        """Whether the place is right behind a letter, so that the word may go on."""
        return bool(self.before) and not self.before[-1].isspace()

    def value(self, attribute: Attribute, operator: Operator) -> Expected | None:
        if operator not in LISTS:
            return self.one_value(attribute, operator)
        if self.stream.now.kind is not Kind.OPEN:
            return self.here(
                Part.VALUE, self.start_here(), attribute=attribute, operator=operator, opens_list=True
            )
        while self.stream.now.kind in (Kind.OPEN, Kind.COMMA):
            self.stream.take()
            found = self.one_value(attribute, operator)
            if found:
                return found
        if self.stream.now.kind is Kind.CLOSE:
            self.stream.take()
        return None

    def start_here(self) -> int:
        return len(self.before) if self.is_over else self.stream.now.start

    def one_value(self, attribute: Attribute, operator: Operator) -> Expected | None:
        """Bare words may go on after a space, so that only another kind of token ends them."""
        start = self.start_here()
        if self.stream.now.kind is Kind.QUOTED:
            self.stream.take()
            return None
        while self.stream.now.kind is Kind.WORD and self.stream.now.word not in JOINS:
            self.stream.take()
        return self.here(Part.VALUE, start, attribute=attribute, operator=operator) if self.is_over else None

    def joined(self) -> Expected | None:
        """Nothing when another condition may begin."""
        while self.stream.now.kind is Kind.CLOSE:
            self.stream.take()
            self.open_groups -= 1
        token = self.stream.now
        if self.is_over or (self.stream.place == len(self.stream.tokens) - 2 and self.is_in_word):
            return self.here(Part.JOIN, self.start_here())
        self.stream.take()
        return None if token.word in JOINS else self.here(Part.JOIN, token.start)
