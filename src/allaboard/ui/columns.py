"""Columns of a table: where a value comes from, how it is shown and sorted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Column:
    """One column: where its value comes from, how it is shown, by what it sorts."""

    key: str
    label: object
    value: str | Callable[[Any], object] = ""
    sort: str | None = None
    # text | words (cut on the page, not in exports) | whole (never folds) | number | date | badge | person | link
    kind: str = "text"
    export: bool = True
    url: Callable[[Any], str] | None = None
    detail: Callable[[Any], object] | None = None
    tone: Callable[[Any], str] | None = None  # of a badge; an empty one is plain text

    def value_of(self, row: Any) -> object:
        """What the column says of the row."""
        if callable(self.value):
            return self.value(row)
        found = row
        for name in (self.value or self.key).split("."):
            found = getattr(found, name, "") if found is not None else ""
        return found() if callable(found) else found


def mark(key: str, label: object, holds: Callable[[Any], bool]) -> Column:
    """A column without a name: a quiet badge beside the rows of which something holds; exports leave it out."""
    return Column(
        key,
        "",
        lambda row: label if holds(row) else "",
        kind="badge",
        export=False,
        tone=lambda row: "info",
    )
