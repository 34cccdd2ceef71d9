"""A place in a list of tokens."""

from collections.abc import Sequence

from allaboard.foundation.segments.rules.errors import SegmentSyntaxError
from allaboard.foundation.segments.rules.tokens import Token


class Stream:
    """Tokens, read one after the other."""

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.place = 0

    @property
    def now(self) -> Token:
        """The next token, not yet taken; at the end always the end token."""
        return self.tokens[self.place]

    def take(self) -> Token:
        """The next token; the place moves behind it."""
        token = self.now
        self.skip(1)
        return token

    def skip(self, count: int) -> None:
        """Move on, never past the end."""
        self.place = min(self.place + count, len(self.tokens) - 1)

    def words_ahead(self, count: int) -> list[str]:
        """Up to so many of the next words, in lower case, without taking them."""
        words = [token.word for token in self.tokens[self.place : self.place + count]]
        return words[: words.index("")] if "" in words else words

    def takes(self, *words: str) -> bool:
        """Take the words if they come next, and say whether they did."""
        if self.words_ahead(len(words)) != list(words):
            return False
        self.skip(len(words))
        return True

    def error(self, message: str, token: Token, hint: str = "") -> SegmentSyntaxError:
        """The error that points at the token."""
        return SegmentSyntaxError(message, token.start, self.text, hint)
