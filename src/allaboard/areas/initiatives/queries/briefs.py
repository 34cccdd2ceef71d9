"""What stands on the one page for leaders, and who may read it."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.initiatives.choices import Kind, Status
from allaboard.areas.initiatives.models import BriefLink, Evidence, Initiative, Option, Source, Stakeholder
from allaboard.areas.initiatives.queries.initiatives import options_of, quotes_of, sources_of, visible_to
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import present_people

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


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that leaders will look for on the page and not find, and where it is written."""

    text: str
    url: str


def gaps_in(brief: Brief) -> list[Gap]:
    """What the case does not say yet, in the order in which the page is read."""
    initiative = brief.initiative
    page = reverse("initiatives:detail", args=[initiative.pk])
    return [
        Gap(text, url)
        for text, url, is_said in (
            (_("what is wrong"), _edit(initiative, "problem"), initiative.problem.strip()),
            (_("how we know"), f"{page}#case", brief.sources or brief.quotes),
            (_("what we want to do"), f"{page}#options", brief.chosen),
            (
                _("what it costs and saves"),
                _edit(initiative, "money"),
                initiative.cost_once is not None and initiative.benefit_likely is not None,
            ),
            (_("how we will measure it"), _edit(initiative, "measure"), initiative.measure),
        )
        if not is_said
    ]


def _edit(initiative: Initiative, section: str) -> str:
    return reverse("initiatives:edit", args=[initiative.pk, section]) + "#case"


def working_links() -> QuerySet[BriefLink]:
    """Personal addresses that open a brief today."""
    return BriefLink.objects.filter(revoked_at=None, expires_at__gt=timezone.now())


def is_told_answers(seat: Stakeholder) -> bool:
    """Whether an answer is sent to the leader: one who works here and holds a working link of an initiative under way."""
    has_link = working_links().filter(stakeholder=seat, stakeholder__person__in=present_people())
    return seat.initiative.status == Status.OPEN and has_link.exists()


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
