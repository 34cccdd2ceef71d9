"""What areas put on Today and Home and into the palette, and who has put what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise

from allaboard.foundation.access.roles import Actor


@dataclass(frozen=True, slots=True)
class Card:
    """One thing that moves people forward today."""

    title: str
    detail: str
    url: str
    action: str  # a short verb for the button
    priority: int = 50  # 0 first
    tone: str = "plain"  # what is bad stands out
    kind: str = "task"  # task | changed | question | news
    pairs: tuple[tuple[str, str], ...] = ()  # “You said” and what, “We did” and what: Home shows them instead


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened, for “since your last visit”."""

    text: str
    url: str
    at: datetime
    tone: str = "good"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number for the Impact page, with its denominator or interval in the note."""

    label: str
    value: str
    note: str = ""
    url: str = ""
    share: float | None = None  # 0 to 1, drawn as a bar


@dataclass(frozen=True, slots=True)
class Hit:
    """An object found by the palette."""

    label: str
    detail: str
    url: str
    kind: str


@dataclass(frozen=True, slots=True)
class Panel:
    """What a role looks at before its cards: a part of a page with what it shows."""

    template: str
    shown: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One thing a new installation does once; ticked when the audit trail holds one of the actions, and it was not taken back.

    What the data itself tells is ticked by `is_taken`, without asking the trail.
    """

    text: str
    url: str
    actions: tuple[str, ...] = ()
    is_undone: bool = False
    is_taken: bool = False


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one area adds; every function takes the actor first and shows only what the actor may see."""

    area: str
    heading: str | Promise = ""  # above the area's figures
    place_in_loop: int = 9  # 1 for listening … 9 for what is no step of it
    cards: Callable[[Actor], list[Card]] = field(default=lambda actor: [])
    panel: Callable[[Actor], Panel | None] = field(default=lambda actor: None)
    news: Callable[[Actor, datetime], list[News]] = field(default=lambda actor, since: [])
    figures: Callable[[Actor], list[Figure]] = field(default=lambda actor: [])
    find: Callable[[Actor, str, int], list[Hit]] = field(default=lambda actor, text, limit: [])
    creations: Callable[[Actor], list[Hit]] = field(default=lambda actor: [])  # without asking the database
    actions: Callable[[Actor], list[Hit]] = field(default=lambda actor: [])
    first_steps: Callable[[Actor], list[FirstStep]] = field(default=lambda actor: [])


_contributions: dict[str, Contribution] = {}


def contribute(contribution: Contribution) -> None:
    """Add an area's cards, news, figures and findable objects; called once, when the app starts."""
    _contributions[contribution.area] = contribution


def contributions() -> list[Contribution]:
    """Everything that the areas have added, in the order of their names."""
    return [_contributions[area] for area in sorted(_contributions)]
