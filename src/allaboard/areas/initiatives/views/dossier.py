"""Everything that the page of one initiative shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.initiatives import permissions
from allaboard.areas.initiatives.choices import Kind, Move, Progress, Step
from allaboard.areas.initiatives.loop import LoopStep, open_to_notes
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries import initiatives as questions
from allaboard.areas.initiatives.queries import wording
from allaboard.areas.initiatives.queries.leaders import LeaderRow, everyone_listed_in, pitches_for
from allaboard.areas.initiatives.queries.loop import ribbon_of
from allaboard.areas.initiatives.queries.readiness import (
    WHOLE_COMPANY,
    override_for,
    overrides_in_force,
    readiness_by_unit,
    readiness_of,
)
from allaboard.areas.initiatives.queries.step_notes import step_notes_of
from allaboard.foundation.access.guards import may_open
from allaboard.foundation.access.roles import Actor
from allaboard.words import figure, money

NOT_KNOWN = "–"
PITCHES = 3


@dataclass(frozen=True, slots=True)
class Figure:
    """A headline number of the case."""

    label: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class LeaderLine:
    """One line of the table of leaders."""

    row: LeaderRow
    stage: str
    tone: str
    known: str
    known_on: date | None
    share: str
    action: str
    hint: str
    is_stale: bool


@dataclass(frozen=True, slots=True)
class FactLine:
    """One dated piece of evidence."""

    id: int
    on: date
    label: str
    note: str
    is_by_hand: bool


@dataclass(frozen=True, slots=True)
class PitchLine:
    """Whom to talk to next, and why."""

    line: LeaderLine
    reason: str


def line_of(row: LeaderRow) -> LeaderLine:
    """A leader in words."""
    standing = row.leader.standing
    return LeaderLine(
        row=row,
        stage=_("Has left") if row.has_left else str(standing.stage.label),
        tone="plain" if row.has_left else wording.TONES[standing.stage],
        known=wording.what_we_know(row),
        known_on=wording.known_on(row),
        share=wording.percent(row.share),
        action=str(row.move.label),
        hint=wording.move_hint(row),
        is_stale=standing.is_stale,
    )


def facts_of(row: LeaderRow) -> list[FactLine]:
    """What is known of a leader, newest first."""
    return [
        FactLine(one.pk, timezone.localdate(one.at), str(Kind(one.kind).label), one.note, one.is_by_hand)
        for one in row.stakeholder.evidence.all()
    ]


def figures_of(initiative: Initiative) -> list[Figure]:
    """Cost, benefit, payback and measure; what is not known yet says so."""
    return [_cost(initiative), _benefit(initiative), _payback(initiative), _measure(initiative)]


def known_figures_of(initiative: Initiative) -> list[Figure]:
    """The figures of the case that are known, for those who need not fill in the others."""
    return [one for one in figures_of(initiative) if one.value != NOT_KNOWN]


def _cost(initiative: Initiative) -> Figure:
    if initiative.cost_once is None:
        return Figure(_("Costs"), NOT_KNOWN, _("not known yet"))
    notes = [_("once")]
    if initiative.cost_yearly:
        yearly = money(initiative.cost_yearly, initiative.currency)
        notes.append(_("plus %s a year") % yearly)
    if initiative.cost_note:
        notes.append(_("plus %s") % initiative.cost_note)
    return Figure(_("Costs"), money(initiative.cost_once, initiative.currency), ", ".join(notes))


def _benefit(initiative: Initiative) -> Figure:
    if initiative.benefit_likely is None:
        return Figure(_("Saves"), NOT_KNOWN, _("not known yet"))
    low, high = (
        NOT_KNOWN if value is None else money(value, initiative.currency)
        for value in (initiative.benefit_low, initiative.benefit_high)
    )
    value = money(initiative.benefit_likely, initiative.currency)
    return Figure(_("Saves"), value, _("a year, %(low)s–%(high)s") % {"low": low, "high": high})


def _payback(initiative: Initiative) -> Figure:
    found = wording.payback_of(initiative)
    if found is None:
        return Figure(_("Pays back"), NOT_KNOWN, _("needs cost and benefit"))
    return Figure(_("Pays back"), wording.months(found.likely), _("range %s") % wording.payback_range(found))


def _measure(initiative: Initiative) -> Figure:
    if not initiative.measure:
        return Figure(_("Measured by"), NOT_KNOWN, _("no measure yet"))
    baseline, target = (
        NOT_KNOWN if value is None else figure(value)
        for value in (initiative.measure_baseline, initiative.measure_target)
    )
    value = f"{baseline} → {target} {initiative.measure_unit}".strip()
    return Figure(_("Measured by"), value, initiative.measure)


def _best_pitches(initiative: Initiative, rows: Sequence[LeaderRow]) -> list[PitchLine]:
    """Whom to talk to next, without those who are left to think."""
    by_id = {row.leader.id: row for row in rows}
    found = [(pitch, by_id[pitch.leader_id]) for pitch in pitches_for(initiative, rows)]
    moving = [(pitch, row) for pitch, row in found if row.move != Move.WAIT]
    return [PitchLine(line_of(row), wording.pitch_reason(pitch, row)) for pitch, row in moving[:PITCHES]]


def dossier_of(actor: Actor, initiative: Initiative, unit: str = WHOLE_COMPANY) -> dict[str, object]:
    """The context of the page of one initiative, with the readiness of the company or of one part of it."""
    listed = everyone_listed_in(initiative.pk)
    rows = [row for row in listed if not row.has_left]
    overrides = overrides_in_force(initiative)
    steps, readiness = ribbon_of(actor, initiative), readiness_of(initiative, rows, unit)
    return {
        "initiative": initiative,
        "steps": steps,
        "step_notes": step_notes_of(initiative),
        "open_to_notes": open_to_notes(),
        "figures": figures_of(initiative),
        **_evidence_of(actor, initiative),
        "options": questions.options_of(initiative),
        "leaders": [line_of(row) for row in listed],
        "pitches": _best_pitches(initiative, rows),
        "readiness": readiness,
        "units": readiness_by_unit(initiative, rows),
        "overrides": overrides.values(),
        "override": override_for(overrides, unit),
        "may_override": permissions.may_override(actor),
        "waiting": sum(row.is_to_be_asked for row in rows),
        "campaign_url": _campaign_to_write(steps) if readiness.is_ready else "",
    }


def _evidence_of(actor: Actor, initiative: Initiative) -> dict[str, object]:
    """What the case rests on, with the numbers of what leads to a page that the actor may open."""
    sources = questions.sources_of(initiative)
    return {
        "sources": sources,
        "open_sources": {source.pk for source in sources if source.url and may_open(actor, source.url)},
        "quotes": questions.quotes_of(initiative),
    }


def _campaign_to_write(steps: Sequence[LoopStep]) -> str:
    """Where the ask is written; empty when there is a campaign already, or nobody here may write one."""
    step = next(step for step in steps if step.key == Step.CAMPAIGNED)
    return step.url if step.state == Progress.NEXT else ""


def show(
    request: HttpRequest,
    initiative: Initiative,
    status: int = 200,
    *,
    unit: str = WHOLE_COMPANY,
    **extra: object,
) -> HttpResponse:
    """Answer with the page of the initiative, or with the part that htmx asked for."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    context = dossier_of(actor, initiative, unit) | extra
    return render(request, "initiatives/detail.html", context, status=status)
