"""Reads a rule: a small recursive descent over its tokens, one method per rule of the grammar.

rule      := or-rule
or-rule   := and-rule ("or" and-rule)*
and-rule  := term ("and" term)*
term      := "not" term | "(" or-rule ")" | "everyone" | "under" person | condition
condition := attribute operator value?
"""

from collections.abc import Callable

from allaboard.foundation.segments.choices import Kind as AttributeKind
from allaboard.foundation.segments.rules.attributes import (
    BY_NAME,
    CUSTOM,
    OPERATORS,
    UNDER,
    Attribute,
    attribute_of,
    guess,
)
from allaboard.foundation.segments.rules.errors import SegmentSyntaxError
from allaboard.foundation.segments.rules.names import take_attribute
from allaboard.foundation.segments.rules.operators import read_operator, words_before_operator
from allaboard.foundation.segments.rules.stream import Stream
from allaboard.foundation.segments.rules.text import quoted
from allaboard.foundation.segments.rules.tokens import Kind, Token, tokens_of
from allaboard.foundation.segments.rules.tree import Condition, Everyone, Operator, Rule, all_of, any_of, not_
from allaboard.foundation.segments.rules.values import read_values
from allaboard.words import gettext as _
from allaboard.words import grouped

LONGEST_TEXT = 10_000
DEEPEST = 40


def parse(text: str) -> Rule:
    """The tree of a rule; an empty text means everyone.

    Raises:
        SegmentSyntaxError: the text is no rule; the error knows the place and often what was meant.
    """
    if len(text) > LONGEST_TEXT:
        raise SegmentSyntaxError(
            _("This rule is too long."),
            LONGEST_TEXT,
            text,
            _("At most %(most)s characters.") % {"most": grouped(LONGEST_TEXT)},
        )
    if "\0" in text:
        raise SegmentSyntaxError(_("A rule cannot hold a zero byte."), text.index("\0"), text)
    if not text.strip():
        return Everyone()
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self.stream = Stream(text, tokens_of(text))
        self.depth = 0

    def whole(self) -> Rule:
        rule = self.either()
        token = self.stream.now
        if token.kind is Kind.CLOSE:
            raise self.stream.error(_("This bracket closes nothing."), token)
        if token.kind is not Kind.END:
            raise self.stream.error(_("Two conditions need “and” or “or” between them."), token)
        return rule

    def either(self) -> Rule:
        return any_of(*self.joined("or", self.both))

    def both(self) -> Rule:
        return all_of(*self.joined("and", self.term))

    def joined(self, word: str, part: Callable[[], Rule]) -> list[Rule]:
        parts = [part()]
        while self.stream.takes(word):
            parts.append(part())
        return parts

    def term(self) -> Rule:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.stream.error(_("This rule is nested too deeply."), self.stream.now)
        rule = self.not_or_group()
        self.depth -= 1
        return rule

    def not_or_group(self) -> Rule:
        if self.stream.takes("not"):
            return not_(self.term())
        if self.stream.now.kind is Kind.OPEN:
            return self.group()
        if self.stream.takes("everyone"):
            return Everyone()
        return self.condition()

    def group(self) -> Rule:
        opening = self.stream.take()
        rule = self.either()
        if self.stream.now.kind is Kind.END:
            raise self.stream.error(_("This bracket is never closed."), opening)
        if self.stream.now.kind is not Kind.CLOSE:
            raise self.stream.error(_("Two conditions need “and” or “or” between them."), self.stream.now)
        self.stream.take()
        return rule

    def condition(self) -> Rule:
        if self.stream.takes(UNDER):
            return Condition(
                UNDER, Operator.UNDER, read_values(self.stream, attribute_of(UNDER), Operator.UNDER)
            )
        attribute = self.attribute()
        place = self.stream.now
        operator = read_operator(self.stream, attribute)
        if operator not in OPERATORS[attribute.kind]:
            allowed = ", ".join(OPERATORS[attribute.kind])
            raise self.stream.error(
                _("“%(key)s” cannot be asked with “%(operator)s”.")
                % {"key": attribute.key, "operator": operator},
                place,
                _("Use one of: %(allowed)s.") % {"allowed": allowed},
            )
        return Condition(attribute.key, operator, read_values(self.stream, attribute, operator))

    def attribute(self) -> Attribute:
        token = self.stream.now
        if token.kind is not Kind.WORD:
            raise self.stream.error(
                _("A condition starts with what it asks about, such as department."), token
            )
        attribute = take_attribute(self.stream)
        if attribute is None:
            raise self.stream.error(
                _("“%(text)s” is not known.") % {"text": token.text}, token, guess(token.text, list(BY_NAME))
            )
        if attribute.kind is AttributeKind.CUSTOM:
            self.require_whole_name(attribute, token)
        return attribute

    def require_whole_name(self, custom: Attribute, token: Token) -> None:
        if not custom.field:
            raise self.stream.error(_("Name the custom field, such as custom.union."), token)
        more = words_before_operator(self.stream)
        if more:
            name = quoted(" ".join((custom.field, *more)))
            hint = _("Write %(custom)s%(more)s.") % {"custom": CUSTOM, "more": name}
            raise self.stream.error(_("A name of several words stands in quotes."), token, hint)
