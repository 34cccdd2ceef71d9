"""The state of the builder after each step, ready for its template."""

from dataclasses import dataclass, field
from functools import cached_property

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments.builder.board import Group, board_of, rows_of, rule_of
from allaboard.foundation.segments.builder.choices import Option, attribute_sections
from allaboard.foundation.segments.builder.drawn import Drawing, DrawnGroup, DrawnRow
from allaboard.foundation.segments.builder.pressing import Pressed, Removed, place_from, press, written
from allaboard.foundation.segments.builder.reading import board_from
from allaboard.foundation.segments.builder.suggestions import custom_names, meaning_of
from allaboard.foundation.segments.previews import Preview, preview
from allaboard.foundation.segments.rules import Everyone, SegmentSyntaxError, parse, to_text
from allaboard.foundation.segments.rules.attributes import attribute_of
from allaboard.foundation.segments.services import require_readable


@dataclass
class BuilderPage:
    """Rows and text of one rule, what is wrong with it, and whom it finds."""

    actor: Actor
    text: str = ""
    known_text: str = ""
    board: Group | None = None
    problem: RuleBroken | None = None
    found: Preview | None = None
    pressed: Pressed = field(default_factory=Pressed)
    is_refused: bool = False

    @property
    def misread(self) -> SegmentSyntaxError | None:
        """What in the text cannot be read; it knows its place there."""
        return self.problem if isinstance(self.problem, SegmentSyntaxError) else None

    @property
    def wrong_rows(self) -> list[DrawnRow]:
        """Rows beside which something wrong is said."""
        return [drawn for drawn in self.whole.rows() if drawn.row.error] if self.whole else []

    def may_be_kept(self) -> bool:
        """Whether the rule is whole; if not, each row that was begun and not finished says what is to be done."""
        unfinished = [row for row in rows_of(self.board or Group()) if row.is_begun and not row.is_finished]
        for row in unfinished:
            row.error = _("Finish this condition, or remove it.")
        self.is_refused = bool(unfinished or self.problem)
        return not self.is_refused

    @cached_property
    def sections(self) -> list[tuple[str | Promise, list[Option]]]:
        """What a row may ask about."""
        return attribute_sections(self.actor)

    @cached_property
    def custom_names(self) -> list[str]:
        """Names of custom fields in use."""
        return custom_names(self.actor)

    @cached_property
    def _drawing(self) -> Drawing:
        return Drawing(self.actor, self.pressed)

    @cached_property
    def whole(self) -> DrawnGroup | None:
        """The rows and groups, drawn; nothing while the text cannot be read."""
        return self._drawing.group(self.board) if self.board else None

    @property
    def suggestions(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Values in use of each attribute that a row asks about, each with what it stands for."""
        asked = self._drawing.values.items() if self.whole else ()
        return [
            (key, [(value, meaning_of(attribute_of(key), value)) for value in values])
            for key, values in asked
            if values
        ]

    @property
    def removed(self) -> str:
        """What was taken away last, as the form carries it until the next button."""
        removed = self.pressed.removed
        return f"{written(removed.place)} {removed.text}" if removed else ""


def page_for_text(actor: Actor, text: str) -> BuilderPage:
    """The builder opened on a rule's text."""
    page = BuilderPage(actor, text=text, known_text=text)
    try:
        rule = parse(text)
    except SegmentSyntaxError as error:
        page.problem = error
        return page
    page.board = board_of(rule)
    return _shown(page, to_text(rule))


def page_for_post(actor: Actor, posted: QueryDict) -> BuilderPage:
    """The builder after a change: the text counts if it was edited, the rows otherwise."""
    text, known, button = posted.get("text", ""), posted.get("known_text", ""), posted.get("do", "count")
    has_rows = any(name.endswith("-attribute") for name in posted)
    if text.strip() != known.strip() or not has_rows:
        page = page_for_text(actor, text)
        if page.board and button.startswith("add-"):  # other buttons mean rows that are no longer there
            page.pressed = press(page.board, button)
        return page
    page = BuilderPage(actor, text=text, known_text=text, board=board_from(posted))
    return _after(page, button, _removed_from(posted))


def _after(page: BuilderPage, button: str, removed: Removed | None) -> BuilderPage:
    """The page once the button was pressed."""
    assert page.board is not None
    page.pressed = press(page.board, button, removed)
    rule = rule_of(page.board)
    wrong = next((row.error for row in rows_of(page.board) if row.error), "")
    if wrong:
        page.problem = RuleBroken(wrong)
        return page
    return _shown(page, to_text(rule or Everyone()))


def _removed_from(posted: QueryDict) -> Removed | None:
    way, _space, text = posted.get("removed", "").partition(" ")
    place = place_from(way)
    return Removed(place, text) if place else None


def _shown(page: BuilderPage, text: str) -> BuilderPage:
    """The page with its text in the written form, and with whom that finds; rows may say more than a text can hold."""
    page.text = page.known_text = text
    try:
        rule = parse(text)
        require_readable(page.actor, rule)
    except RuleBroken as error:
        page.problem = error
        return page
    page.found = preview(page.actor, rule)
    return page
