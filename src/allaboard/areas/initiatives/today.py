"""What initiatives put on Today, into the palette, and on Impact."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allaboard.areas.initiatives.choices import Kind, Move, Status, Step
from allaboard.areas.initiatives.models import Evidence, Initiative
from allaboard.areas.initiatives.permissions import OWNERS
from allaboard.areas.initiatives.queries import wording
from allaboard.areas.initiatives.queries.initiatives import (
    open_initiatives,
    unanswered_objections,
    visible_to,
    workable_by,
)
from allaboard.areas.initiatives.queries.leaders import LeaderRow, leaders_of, pitches_for
from allaboard.areas.initiatives.queries.loop import notes_of, steps_of
from allaboard.foundation.access.facade import holders_of
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.facade import holding
from allaboard.foundation.today.facade import Card, Contribution, Figure, Hit, News
from allaboard.words import grouped, labelled

SHOWN = 3
TOLD_OF = (Kind.SAID_ACCEPT, Kind.ACCEPT_IF, Kind.SAID_NOT_NOW, Kind.COMMITTED_RESOURCE, Kind.ADVOCATED)


def cards(actor: Actor) -> list[Card]:
    """Answers owed, leaders to win, what nobody owns, next steps; for leaders, the briefs that wait for them."""
    if not actor.is_team:
        return _briefs(actor)
    found = list(open_initiatives(actor))
    asked = [*_briefs(actor), *_answers(actor), *_leaders(actor, found)]
    return [*asked, *_nobodys(actor, found), *_next_steps(actor, found)]


def _answers(actor: Actor) -> list[Card]:
    return [
        Card(
            title=_("%s waits for an answer") % objection.stakeholder.person.name,
            detail=labelled(objection.stakeholder.initiative.title, objection.text[:120]),
            url=reverse(
                "initiatives:leader", args=[objection.stakeholder.initiative_id, objection.stakeholder_id]
            )
            + "#objections",
            action=_("Answer"),
            priority=15,
            tone="warn",
        )
        for objection in unanswered_objections(actor)[:SHOWN]
    ]


def _leaders(actor: Actor, found: list[Initiative]) -> list[Card]:
    made: list[Card] = []
    known = leaders_of([initiative.pk for initiative in found])
    for initiative in found:
        rows = {row.leader.id: row for row in known[initiative.pk]}
        first = next(
            (pitch for pitch in pitches_for(initiative, list(rows.values())) if pitch.move != Move.WAIT), None
        )
        is_oneself = first and rows[first.leader_id].stakeholder.person_id == actor.person_id
        if first and not is_oneself and not rows[first.leader_id].open_objections:
            made.append(
                _win(initiative, rows[first.leader_id], wording.pitch_reason(first, rows[first.leader_id]))
            )
    return made[:SHOWN]


def _win(initiative: Initiative, row: LeaderRow, reason: str) -> Card:
    return Card(
        title=wording.move_hint(row),
        detail=labelled(initiative.title, reason),
        url=reverse("initiatives:leader", args=[initiative.pk, row.stakeholder.pk]),
        action=_("Open"),
        priority=35,
    )


def _nobodys(actor: Actor, found: list[Initiative]) -> list[Card]:
    """For HR leaders: what is under way and owned by nobody who could go on with it."""
    if not actor.has(Role.HR_LEADER):
        return []
    owners = set(holders_of(OWNERS).values_list("pk", flat=True))
    return [
        Card(
            title=initiative.title,
            detail=_("Nobody who works on initiatives owns it any more."),
            url=reverse("initiatives:hand_over", args=[initiative.pk]) + "#more",
            action=_("Hand over"),
            priority=30,
            tone="warn",
        )
        for initiative in [one for one in found if one.owner_id not in owners][:SHOWN]
    ]


def _next_steps(actor: Actor, found: list[Initiative]) -> list[Card]:
    own = [initiative for initiative in found if initiative.owner_id == actor.person_id]
    notes = notes_of(actor, [initiative.pk for initiative in own])
    made = []
    for initiative in own[:SHOWN]:
        step, state = notes[initiative.pk]
        if step == Step.BOUGHT_IN:  # said better by the card of the leader to win
            continue
        url = state.url or reverse("initiatives:detail", args=[initiative.pk])
        detail = _("Next step: %(step)s (%(note)s)") % {"step": step.label, "note": state.note or "–"}
        made.append(Card(initiative.title, detail, url, _("Go on"), priority=45))
    return made


def _briefs(actor: Actor) -> list[Card]:
    if actor.person_id is None:
        return []
    mine = visible_to(actor).filter(status=Status.OPEN)
    answered = Evidence.objects.filter(stakeholder__person_id=actor.person_id, kind__in=TOLD_OF)
    waiting = mine.exclude(pk__in=answered.values("stakeholder__initiative_id"))
    return [
        Card(
            title=_("Your view, please: %s") % initiative.title,
            detail=_("One page, two minutes. HR sees when you open it."),
            url=reverse("initiatives:brief", args=[initiative.pk]),
            action=_("Read"),
            priority=20,
        )
        for initiative in waiting.filter(
            stakeholders__person_id=actor.person_id, stakeholders__evidence__kind=Kind.BRIEF_SENT
        ).distinct()[:SHOWN]
    ]


def news(actor: Actor, since: datetime) -> list[News]:
    """What leaders said since then, for the team."""
    said = Evidence.objects.filter(
        at__gt=since, kind__in=TOLD_OF, stakeholder__initiative__in=workable_by(actor)
    ).select_related("stakeholder__person", "stakeholder__initiative")
    return [
        News(
            text=f"{labelled(one.stakeholder.person.name, one.get_kind_display())} · {one.stakeholder.initiative.title}",
            url=reverse("initiatives:leader", args=[one.stakeholder.initiative_id, one.stakeholder_id]),
            at=one.at,
            tone="warn" if one.kind == Kind.SAID_NOT_NOW else "good",
        )
        for one in said[:10]
    ]


def figures(actor: Actor) -> list[Figure]:
    """How many loops are closed, and how many leaders are convinced."""
    if not actor.is_team:
        return []
    known, url = workable_by(actor), reverse("initiatives:list")
    closed, started = known.filter(status=Status.CLOSED).count(), known.count()
    found = leaders_of(list(open_initiatives(actor).values_list("pk", flat=True))).values()
    standings = [row.leader.standing for rows in found for row in rows]
    won, asked = sum(standing.is_convinced for standing in standings), len(standings)
    of_started = _("of %s started") % grouped(started)
    of_asked = _("of %s on the lists of open initiatives") % grouped(asked)
    return [
        Figure(
            _("Loops closed"), grouped(closed), of_started, f"{url}?status=closed", _share(closed, started)
        ),
        Figure(_("Leaders convinced"), grouped(won), of_asked, url, _share(won, asked)),
    ]


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def find(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Initiatives whose title holds the text; leaders are led to their brief."""
    found = list(holding(visible_to(actor), text, "title")[:limit])
    steps = steps_of(actor, [initiative.pk for initiative in found])
    page = "initiatives:detail" if actor.is_team else "initiatives:brief"
    return [
        Hit(one.title, str(steps[one.pk].label), reverse(page, args=[one.pk]), _("Initiative"))
        for one in found
    ]


def creations(actor: Actor) -> list[Hit]:
    """What the actor can start from anywhere."""
    if not actor.is_team:
        return []
    return [
        Hit(
            _("Start initiative"),
            _("From a problem to people told"),
            reverse("initiatives:start"),
            _("Action"),
        )
    ]


CONTRIBUTION = Contribution(
    "initiatives",
    gettext_lazy("Decided and agreed"),
    2,
    cards=cards,
    news=news,
    figures=figures,
    find=find,
    creations=creations,
)
