"""The rows and groups of a board as the page draws them: each with its names, its place and what it offers."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments.builder.board import Group, Place
from allaboard.foundation.segments.builder.choices import RowChoices, choices_for, join_word
from allaboard.foundation.segments.builder.pressing import Pressed, may_nest, written
from allaboard.foundation.segments.builder.reading import name_of
from allaboard.foundation.segments.builder.rows import Row


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a row and a group have in common."""

    place: Place
    word: str | Promise  # how it is joined to what stands before it
    is_focused: bool
    removed: str  # what stood before it until the last button, to be put back

    @property
    def name(self) -> str:
        """With what the names of its fields begin."""
        return name_of(self.place)

    @property
    def way(self) -> str:
        """Its place as buttons name it."""
        return written(self.place)

    @property
    def number(self) -> str:
        """Its place as people count, such as 1.3."""
        return ".".join(str(number + 1) for number in self.place)


@dataclass(frozen=True, slots=True)
class DrawnRow(Drawn):
    """A row with what it offers."""

    row: Row
    choices: RowChoices | None


@dataclass(frozen=True, slots=True)
class DrawnGroup(Drawn):
    """A group with its parts."""

    group: Group
    parts: "list[DrawnRow | DrawnGroup]"
    removed_last: str  # what stood behind its last part until the last button

    def rows(self) -> Iterator[DrawnRow]:
        """Every row in it, from top to bottom."""
        for part in self.parts:
            if isinstance(part, DrawnRow):
                yield part
            else:
                yield from part.rows()

    @property
    def has_head(self) -> bool:
        """Whether it says how its parts are joined; a whole rule of one part has nothing to join."""
        return bool(self.place) or len(self.parts) > 1 or self.group.negated

    @property
    def may_nest(self) -> bool:
        """Whether another group fits into it."""
        return may_nest(self.place)


class Drawing:
    """Draws a board for somebody; values in use are asked for once per attribute."""

    def __init__(self, actor: Actor, pressed: Pressed) -> None:
        self.actor, self.pressed = actor, pressed
        self.values: dict[str, list[str]] = {}

    def group(self, group: Group, place: Place = (), word: str | Promise = "") -> DrawnGroup:
        """The group with everything in it."""
        parts = list(self._parts(group, place))
        return DrawnGroup(
            place=place,
            word=word,
            is_focused=place == self.pressed.focus,
            removed=self._removed_at(place),
            group=group,
            parts=parts,
            removed_last=self._removed_at((*place, len(parts))),
        )

    def _parts(self, group: Group, place: Place) -> "Iterator[DrawnRow | DrawnGroup]":
        for number, part in enumerate(group.parts):
            here, word = (*place, number), join_word(group.joins, number)
            yield self.group(part, here, word) if isinstance(part, Group) else self._row(part, here, word)

    def _row(self, row: Row, place: Place, word: str | Promise) -> DrawnRow:
        return DrawnRow(
            place=place,
            word=word,
            is_focused=place == self.pressed.focus,
            removed=self._removed_at(place),
            row=row,
            choices=choices_for(self.actor, row, self.values),
        )

    def _removed_at(self, place: Place) -> str:
        removed = self.pressed.removed
        return removed.text if removed and removed.place == place else ""
