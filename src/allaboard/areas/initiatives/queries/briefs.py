"""What stands on the one page for leaders, and who may read it."""

from dataclasses import dataclass

from allaboard.areas.initiatives.choices import Kind
from allaboard.areas.initiatives.models import BriefLink, Evidence, Initiative, Option, Source, Stakeholder
from allaboard.areas.initiatives.queries.initiatives import options_of, quotes_of, sources_of, visible_to
from allaboard.foundation.access.roles import Actor

ANSWERS = (Kind.SAID_ACCEPT, Kind.ACCEPT_IF, Kind.SAID_NOT_NOW)
QUOTES = 2


@dataclass(frozen=True, slots=True)
class Brief:
    """The case on one page."""

    initiative: Initiative
    chosen: Option | None
    others: tuple[Option, ...]
    sources: tuple[Source, ...]
    quotes: tuple[Source, ...]


def brief_of(initiative_id: int) -> Brief:
    """The case on one page, for readers who were let in before."""
    initiative = Initiative.objects.select_related("owner").get(pk=initiative_id)
    options = options_of(initiative)
    return Brief(
        initiative=initiative,
        chosen=next((option for option in options if option.is_chosen), None),
        others=tuple(option for option in options if not option.is_chosen),
        sources=tuple(sources_of(initiative)),
        quotes=tuple(quotes_of(initiative)[:QUOTES]),
    )


def seat_of(actor: Actor, initiative_id: int) -> Stakeholder | None:
    """The actor's own place among the leaders of an initiative, if there is one."""
    if actor.person_id is None:
        return None
    return (
        Stakeholder.objects.filter(initiative__in=visible_to(actor), initiative_id=initiative_id)
        .filter(person_id=actor.person_id)
        .select_related("person", "initiative__owner")
        .first()
    )


def has_opened(seat: Stakeholder, link: BriefLink | None) -> bool:
    """Whether the leader has pressed “Open the brief”, at this link or in the app."""
    if link is not None:
        return link.opened_at is not None
    return Evidence.objects.filter(stakeholder=seat, kind=Kind.BRIEF_READ).exists()


def last_word_of(seat: Stakeholder) -> Evidence | None:
    """The leader's latest answer to the brief."""
    return Evidence.objects.filter(stakeholder=seat, kind__in=ANSWERS).first()
