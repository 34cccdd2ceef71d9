"""The state of the builder after each step, ready for its template."""

from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments.builder.board import Board, Group, Row, board_of, rule_of
from allaboard.foundation.segments.builder.choices import (
    Option,
    RowChoices,
    attribute_options,
    choices_for,
)
from allaboard.foundation.segments.builder.reading import board_from, press
from allaboard.foundation.segments.builder.suggestions import custom_names, meaning_of
from allaboard.foundation.segments.previews import Preview, preview
from allaboard.foundation.segments.rules import Rule, SegmentSyntaxError, parse, to_text
from allaboard.foundation.segments.rules.attributes import attribute_of
from allaboard.foundation.segments.services import require_readable


@dataclass(frozen=True, slots=True)
class RowView:
    """A row with what it offers."""

    row: Row
    name: str
    place: str
    choices: RowChoices | None
    is_first: bool


@dataclass
class BuilderPage:
    """Rows and text of one rule, what is wrong with it, and whom it finds."""

    actor: Actor
    text: str = ""
    known_text: str = ""
    board: Board | None = None
    rule: Rule | None = None
    problem: RuleBroken | None = None
    found: Preview | None = None
    attributes: list[Option] = field(default_factory=list)
    custom_names: list[str] = field(default_factory=list)
    remembered: dict[str, list[str]] = field(default_factory=dict)

    @property
    def misread(self) -> SegmentSyntaxError | None:
        """What in the text cannot be read; it knows its place there."""
        is_in_text = isinstance(self.problem, SegmentSyntaxError) and not self.row_errors
        return self.problem if is_in_text else None  # type: ignore[return-value]

    @property
    def row_errors(self) -> bool:
        """Whether what is wrong stands beside a row."""
        return any(row.error for group in (self.board.groups if self.board else []) for row in group.rows)

    @property
    def unfinished(self) -> bool:
        """Whether a row was begun and not finished."""
        rows = [row for group in self.board.groups for row in group.rows] if self.board else []
        return any(row.attribute and not row.is_finished for row in rows)

    @cached_property
    def groups(self) -> list[tuple[int, Group, list[RowView]]]:
        """Each group with its number and its rows."""
        groups = self.board.groups if self.board else []
        return [(number, group, self._views(number, group)) for number, group in enumerate(groups)]

    def _views(self, number: int, group: Group) -> list[RowView]:
        return [
            RowView(row, f"g{number}-r{place}", f"{number} {place}", self._choices(row), place == 0)
            for place, row in enumerate(group.rows)
        ]

    def _choices(self, row: Row) -> RowChoices | None:
        return choices_for(self.actor, row, self.remembered)

    @property
    def suggestions(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Values in use of each attribute that a row asks about, each with what it stands for."""
        asked = self.remembered.items() if self.groups else ()
        return [
            (key, [(value, meaning_of(attribute_of(key), value)) for value in values])
            for key, values in asked
            if values
        ]


def page_for_text(actor: Actor, text: str) -> BuilderPage:
    """The builder opened on a rule's text."""
    page = BuilderPage(
        actor, text=text, attributes=attribute_options(actor), custom_names=custom_names(actor)
    )
    try:
        page.rule = parse(text)
    except SegmentSyntaxError as error:
        page.problem, page.known_text = error, text
        return page
    page.board = board_of(page.rule)
    return _shown(page)


def page_for_post(actor: Actor, posted: QueryDict) -> BuilderPage:
    """The builder after a change: the text counts if it was edited, the rows otherwise."""
    text, known, button = posted.get("text", ""), posted.get("known_text", ""), posted.get("do", "count")
    has_rows = any(name.endswith("-attribute") for name in posted)
    if text.strip() != known.strip() or not has_rows:
        page = page_for_text(actor, text)
        if page.board and button not in ("count", "save"):
            press(page.board, button)
        return page
    board = board_from(posted)
    press(board, button)
    page = BuilderPage(
        actor, text=text, board=board, attributes=attribute_options(actor), custom_names=custom_names(actor)
    )
    try:
        page.rule = rule_of(board)
    except SegmentSyntaxError as error:
        page.problem, page.known_text = error, text
        return page
    return _shown(page)


def _shown(page: BuilderPage) -> BuilderPage:
    assert page.rule is not None
    page.text = page.known_text = to_text(page.rule)
    try:
        require_readable(page.actor, page.rule)
    except RuleBroken as error:
        page.problem = error
        return page
    page.found = preview(page.actor, page.rule)
    return page
