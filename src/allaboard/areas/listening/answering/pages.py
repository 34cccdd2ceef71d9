"""The way through a survey, one page at a time, without keeping anything on the server before the end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.rules import Asked

INTRO, SEND = -1, -2


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to tap."""

    value: str
    label: str
    is_chosen: bool


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
    nonce: UUID
    is_last: bool
    asks_for_words: bool  # somewhere on the way

    @property
    def is_first(self) -> bool:
        """Whether this is where the way begins: a page of its own, or the only question."""
        return self.at == first_stop(self.total)

    @property
    def is_tapped(self) -> bool:
        """Whether a tap on a choice goes on by itself."""
        return self.asked is not None and self.asked.kind not in (Kind.TEXT, Kind.CHOICES)


def agreement_words() -> list[str]:
    """The five steps from strongly disagree to strongly agree."""
    return [_("Strongly disagree"), _("Disagree"), _("Neither"), _("Agree"), _("Strongly agree")]


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


def next_stop(at: int, total: int, move: str) -> int:
    """Where a button leads from page `at`."""
    if move == "back":
        return max(first_stop(total), (total if at == SEND else at) - 1)
    onward = at + 1
    return onward if onward < total else SEND


def page_at(
    at: int, asked: Sequence[Asked], given: Mapping[str, Sequence[str]], nonce: UUID, agree: Sequence[str]
) -> Page:
    """What page `at` shows; `agree` names the five steps from strongly disagree to strongly agree."""
    question = asked[at] if 0 <= at < len(asked) else None
    kept = tuple(
        (f"kept_{key}", text)
        for key, texts in given.items()
        for text in texts
        if question is None or key != question.key
    )
    chosen = list(given.get(question.key, [])) if question else []
    return Page(
        at=at if question or at == INTRO else SEND,
        asked=question,
        number=at + 1 if question else len(asked),
        total=len(asked),
        options=_options(question, chosen, agree) if question else (),
        words=chosen[0] if question and question.kind == Kind.TEXT and chosen else "",
        kept=kept,
        nonce=nonce,
        is_last=question is not None and at == len(asked) - 1,
        asks_for_words=any(one.kind == Kind.TEXT for one in asked),
    )


def _options(asked: Asked, chosen: Sequence[str], agree: Sequence[str]) -> tuple[Option, ...]:
    if asked.kind == Kind.AGREE and (asked.low, asked.high) == (1, 5):
        return tuple(Option(str(n), agree[n - 1], str(n) in chosen) for n in (5, 4, 3, 2, 1))
    if asked.is_rated:
        return tuple(Option(str(n), str(n), str(n) in chosen) for n in range(asked.low, asked.high + 1))
    return tuple(Option(text, text, text in chosen) for text in asked.options)
