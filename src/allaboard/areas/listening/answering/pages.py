"""The way through a survey, one page at a time, without keeping anything on the server before the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.rules import Asked, in_words

INTRO, SEND = -1, -2
CHANGE = "change-"  # with its place: the button that leads from the last look to one question


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to tap."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to one question; nothing when it was skipped."""

    question: str
    texts: tuple[str, ...]
    change: str  # the move that leads back to it


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the way: the promise, a question, or the last look before sending."""

    at: int
    asked: Asked | None
    number: int
    total: int
    options: tuple[Option, ...]
    words: str
    kept: tuple[tuple[str, str], ...]  # hidden fields: every answer so far
    said: tuple[Said, ...]  # where answers are sent from: what was said to every other question
    nonce: UUID
    is_change: bool  # reached from the last look, to which it leads back
    asks_for_words: bool  # somewhere on the way

    @property
    def is_first(self) -> bool:
        """Whether this is where the way begins: a page of its own, or the only question."""
        return self.at == first_stop(self.total)

    @property
    def sends(self) -> bool:
        """Whether answers are sent from here: at the last look, or with the last question where it is not tapped."""
        return _sends(self.asked, self.at, self.total, self.is_change)

    @property
    def is_long_scale(self) -> bool:
        """Whether the choices are so many numbers that they stand side by side, with a word at either end."""
        return self.asked is not None and self.asked.is_rated and len(self.options) > 7

    @property
    def is_tapped(self) -> bool:
        """Whether a tap on a choice goes on by itself."""
        return self.asked is not None and _is_tapped(self.asked)


def _is_tapped(question: Asked) -> bool:
    return question.kind not in (Kind.TEXT, Kind.CHOICES)


def _sends(question: Asked | None, at: int, total: int, is_change: bool) -> bool:
    if question is None:
        return at != INTRO
    return at == total - 1 and not is_change and not _is_tapped(question)


def answers_in(form: Mapping[str, Sequence[str]], asked: Sequence[Asked]) -> dict[str, list[str]]:
    """The answers that a form carries, by question; an answer given now takes the place of a kept one."""
    found: dict[str, list[str]] = {}
    for question in asked:
        texts = form.get(f"answer_{question.key}", []) or form.get(f"kept_{question.key}", [])
        if found_texts := [text for text in texts if text.strip()]:
            found[question.key] = list(found_texts)
    return found


def nonce_in(form: Mapping[str, Sequence[str]]) -> UUID:
    """The number that makes sending the same form twice harmless."""
    texts = form.get("nonce", [])
    try:
        return UUID(texts[0])
    except (IndexError, ValueError):
        return uuid4()


def first_stop(total: int) -> int:
    """Where the way begins: with the promise; a single question stands on one page with it."""
    return 0 if total == 1 else INTRO


def changed_stop(total: int, move: str) -> int | None:
    """The question to which a button of the last look leads; None for any other button."""
    place = move.removeprefix(CHANGE)
    is_place = move.startswith(CHANGE) and place.isascii() and place.isdigit() and len(place) < 5
    return int(place) if is_place and int(place) < total else None


def next_stop(at: int, total: int, move: str, *, is_change: bool = False) -> int:
    """Where a button leads from page `at`; one that was only to be changed leads back to the last look."""
    if is_change or (at == SEND and move != "back"):
        return SEND
    if move == "back":
        return max(first_stop(total), (total if at == SEND else at) - 1)
    onward = at + 1
    return onward if onward < total else SEND


def page_at(
    at: int,
    asked: Sequence[Asked],
    given: Mapping[str, Sequence[str]],
    nonce: UUID,
    *,
    is_change: bool = False,
) -> Page:
    """What page `at` shows, with what was given so far."""
    question = asked[at] if 0 <= at < len(asked) else None
    chosen = list(given.get(question.key, [])) if question else []
    return Page(
        at=at if question or at == INTRO else SEND,
        asked=question,
        number=at + 1 if question else len(asked),
        total=len(asked),
        options=_options(question, chosen) if question else (),
        words=chosen[0] if question and question.kind == Kind.TEXT and chosen else "",
        kept=_kept(given, besides=question),
        said=_said(asked, given, besides=question) if _sends(question, at, len(asked), is_change) else (),
        nonce=nonce,
        is_change=is_change and question is not None,
        asks_for_words=any(one.kind == Kind.TEXT for one in asked),
    )


def _kept(given: Mapping[str, Sequence[str]], besides: Asked | None) -> tuple[tuple[str, str], ...]:
    """What the other questions were answered, to travel in the form."""
    return tuple(
        (f"kept_{key}", text)
        for key, texts in given.items()
        for text in texts
        if besides is None or key != besides.key
    )


def _said(
    asked: Sequence[Asked], given: Mapping[str, Sequence[str]], besides: Asked | None
) -> tuple[Said, ...]:
    return tuple(
        Said(question.text, _in_words(question, given.get(question.key, ())), f"{CHANGE}{place}")
        for place, question in enumerate(asked)
        if question != besides
    )


def _in_words(asked: Asked, given: Sequence[str]) -> tuple[str, ...]:
    if asked.kind == Kind.TEXT:
        return tuple(given)
    labels = [option.label for option in _options(asked, given) if option.is_chosen]
    if asked.is_rated and not asked.low:
        words = _("%(n)s on a scale from %(low)s to %(high)s")
        return tuple(words % {"n": label, "low": asked.low, "high": asked.high} for label in labels)
    return tuple(labels)


def _options(asked: Asked, chosen: Sequence[str]) -> tuple[Option, ...]:
    numbers = [str(number) for number in range(asked.low, asked.high + 1)]
    if asked.kind == Kind.AGREE:
        numbers.reverse()
    values = numbers if asked.is_rated else asked.options
    return tuple(Option(value, in_words(asked, value), value in chosen) for value in values)
