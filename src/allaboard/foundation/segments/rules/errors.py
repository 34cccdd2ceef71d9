"""What is wrong with a rule, and where."""

import re

from allaboard.errors import RuleBroken


class SegmentSyntaxError(RuleBroken):
    """The rule cannot be read; says what is wrong, at which character, and what may have been meant."""

    def __init__(self, message: str, position: int, text: str = "", hint: str = "") -> None:
        self.problem = message
        self.position = position
        self.text = text
        self.hint = hint
        self.details = {"position": position}
        super().__init__(f"{message} {hint}".strip())

    @property
    def line(self) -> int:
        """The line of the place, counted from 1."""
        return self.text.count("\n", 0, self.position) + 1

    @property
    def column(self) -> int:
        """The character within its line, counted from 1."""
        return self.position - (self.text.rfind("\n", 0, self.position) + 1) + 1

    @property
    def pointer(self) -> str:
        """The line of the rule with a caret under the place."""
        line = self.text.split("\n")[self.line - 1].replace("\t", " ")
        return f"{line}\n{' ' * (self.column - 1)}^"

    @property
    def marked(self) -> tuple[str, str, str]:
        """The rule before the piece that is wrong, that piece, and what follows it; the piece is empty at the end."""
        piece = re.compile(r"[(),]|[^\s(),]+|\s+").match(self.text, self.position)
        end = piece.end() if piece else self.position
        return self.text[: self.position], self.text[self.position : end], self.text[end:]
