"""What the actor sees first, gathered from the contributions."""

from dataclasses import dataclass
from datetime import UTC, datetime

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import actions_so_far
from allaboard.foundation.people.facade import person_refs, visible_people
from allaboard.foundation.people.models import Person
from allaboard.foundation.today.contributions import (
    Card,
    Contribution,
    Figure,
    FirstStep,
    Hit,
    News,
    Panel,
    contributions,
)
from allaboard.foundation.touchpoints.facade import last_talks

MOST_CARDS = 12
MOST_NEWS = 8
MOST_HITS = 8


def cards_for(actor: Actor) -> list[Card]:
    """What moves people forward today, most pressing first."""
    return _all_cards(actor)[:MOST_CARDS]


def _all_cards(actor: Actor) -> list[Card]:
    found = [card for part in contributions() for card in part.cards(actor)]
    return sorted(found, key=lambda card: card.priority)


def asks_of(actor: Actor) -> list[Card]:
    """The cards that want something from the actor as a leader: no news, and no question that everyone is asked."""
    asks = [card for card in _all_cards(actor) if card.kind not in ("changed", "news", "question")]
    return asks[:MOST_CARDS]


def panels_for(actor: Actor) -> list[Panel]:
    """What the actor's role looks at before the cards."""
    found = (part.panel(actor) for part in contributions())
    return [panel for panel in found if panel is not None]


def news_for(actor: Actor, since: datetime) -> list[News]:
    """What happened since the actor's last visit, newest first."""
    found = [item for part in contributions() for item in part.news(actor, since)]
    return sorted(found, key=lambda item: item.at, reverse=True)[:MOST_NEWS]


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures of one area, under its heading."""

    heading: str
    figures: list[Figure]


def figure_groups_for(actor: Actor) -> list[FigureGroup]:
    """The figures of the Impact page, area by area, in the order of the loop."""
    groups = (FigureGroup(str(part.heading), part.figures(actor)) for part in _in_order_of_loop())
    return [group for group in groups if group.figures]


def first_figures_for(actor: Actor, most: int) -> list[Figure]:
    """The first figures in the order of the loop; areas whose figures would not be shown are not asked for them."""
    found: list[Figure] = []
    for part in _in_order_of_loop():
        found += part.figures(actor)
        if len(found) >= most:
            break
    return found[:most]


def _in_order_of_loop() -> list[Contribution]:
    return sorted(contributions(), key=lambda part: part.place_in_loop)


def creations_for(actor: Actor) -> list[Hit]:
    """What the actor may make from anywhere: the New menu of every page."""
    return [hit for part in contributions() for hit in part.creations(actor)]


def hits_for(actor: Actor, text: str) -> list[Hit]:
    """Objects and actions that match; without a text the actions alone."""
    wanted = text.strip().casefold()
    actions = creations_for(actor) + [hit for part in contributions() for hit in part.actions(actor)]
    if not wanted:
        return actions
    found = [hit for part in contributions() for hit in part.find(actor, text.strip(), MOST_HITS)]
    return [hit for hit in actions if wanted in str(hit.label).casefold()] + found


@dataclass(frozen=True, slots=True)
class Report:
    """Somebody who reports to the actor, and when they last talked."""

    person: Person
    talked_at: datetime | None


def reports_of(actor: Actor) -> list[Report]:
    """The people who report to the actor today, by name."""
    mine = visible_people(actor).filter(active=True, manager_id=actor.person_id)
    people = list(mine.order_by("family_name", "given_name"))
    talks = last_talks(actor, [person.pk for person in people])
    return [Report(person, talks.get(person.pk)) for person in people]


def longest_without_a_talk(actor: Actor, most: int) -> list[Report]:
    """Those of the actor's people with whom nobody has talked for the longest time, or ever."""
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(reports_of(actor), key=lambda report: report.talked_at or never)[:most]


def work_location_of(actor: Actor) -> str:
    """Where the actor works; nothing for somebody outside the directory."""
    return person_refs([actor.person_id])[actor.person_id].location if actor.person_id else ""


@dataclass(frozen=True, slots=True)
class Ticked:
    """A first step and whether it was taken."""

    text: str
    ok: bool
    url: str
    detail: str = ""


def first_steps_for(actor: Actor) -> list[Ticked]:
    """The steps of a new installation, ticked by what really happened; nothing once all are taken."""
    steps = [step for part in contributions() for step in part.first_steps(actor)]
    happened = actions_so_far({action for step in steps for action in step.actions}) if steps else set()
    ticked = [Ticked(step.text, _was_taken(step, happened), step.url) for step in steps]
    return ticked if any(not step.ok for step in ticked) else []


def _was_taken(step: FirstStep, happened: set[str]) -> bool:
    return step.is_taken or (not step.is_undone and not happened.isdisjoint(step.actions))
