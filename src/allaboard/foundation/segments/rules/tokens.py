"""Cuts the text of a rule into words, quoted texts, signs and brackets, each with its place."""

import re
from dataclasses import dataclass
from enum import StrEnum

from allaboard.foundation.segments.rules.errors import SegmentSyntaxError
from allaboard.words import gettext as _


class Kind(StrEnum):
    WORD = "word"
    QUOTED = "quoted"
    SIGN = "sign"
    OPEN = "("
    CLOSE = ")"
    COMMA = ","
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the rule; `text` is what it means, `start` and `end` where it stands."""

    kind: Kind
    text: str
    start: int
    end: int

    @property
    def word(self) -> str:
        """The word in lower case; nothing for anything but a word."""
        return self.text.casefold() if self.kind is Kind.WORD else ""


SIGNS = {
    "=": "=",
    "==": "=",
    "!=": "!=",
    "<>": "!=",
    "≠": "!=",
    "<": "<",
    "<=": "<=",
    "≤": "<=",
    ">": ">",
    ">=": ">=",
    "≥": ">=",
}
QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "«": "»"}
PATTERN = re.compile(
    r"(?P<space>\s+)|(?P<sign><=|>=|<>|!=|==|[=<>≤≥≠])|(?P<open>\()|(?P<close>\))|(?P<comma>,)|(?P<word>(?i:custom)\.(?=['\"“„«])|[^\s()=<>≤≥≠,!\"“”„«»]+)"
)
MOVES = {"sign": Kind.SIGN, "open": Kind.OPEN, "close": Kind.CLOSE, "comma": Kind.COMMA, "word": Kind.WORD}


def tokens_of(text: str) -> list[Token]:
    """All tokens of the text, closed by an end token.

    Raises:
        SegmentSyntaxError: a quote is not closed, or a character has no meaning.
    """
    found: list[Token] = []
    place = 0
    while place < len(text):
        # An apostrophe opens a quote only where a word could begin: O'Neill is one word.
        if text[place] in QUOTES:
            found.append(_quoted(text, place))
        else:
            match = PATTERN.match(text, place)
            if match is None:
                raise SegmentSyntaxError(
                    _("“%(sign)s” has no meaning here.") % {"sign": text[place]},
                    place,
                    text,
                    _("Put it in quotes."),
                )
            if match.lastgroup != "space":
                found.append(_plain(match))
            place = match.end()
            continue
        place = found[-1].end
    return [*found, Token(Kind.END, "", len(text.rstrip()), len(text.rstrip()))]


def _plain(match: re.Match[str]) -> Token:
    kind = MOVES[match.lastgroup or "word"]
    text = SIGNS[match.group()] if kind is Kind.SIGN else match.group()
    return Token(kind, text, match.start(), match.end())


def _quoted(text: str, start: int) -> Token:
    closing = QUOTES[text[start]]
    inside: list[str] = []
    place = start + 1
    while place < len(text):
        if text[place] == "\\" and text[place + 1 : place + 2] in ("\\", closing):
            inside.append(text[place + 1])
            place += 2
        elif text[place] == closing:
            return Token(Kind.QUOTED, "".join(inside), start, place + 1)
        else:
            inside.append(text[place])
            place += 1
    raise SegmentSyntaxError(
        _("This quote is never closed."), start, text, _("Add %(closing)s at its end.") % {"closing": closing}
    )
