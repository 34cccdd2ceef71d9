"""Puts the results of the rules into plain words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.initiatives.choices import CheckKey, Kind, Move, ObjectionKind, Stage
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.leaders import LeaderRow
from allaboard.areas.initiatives.rules.payback import Payback, payback
from allaboard.areas.initiatives.rules.pitches import Pitch
from allaboard.areas.initiatives.rules.readiness import COMMITMENT_DAYS, CheckResult
from allaboard.words import grouped

TONES = {
    Stage.OPPOSED: "bad",
    Stage.UNAWARE: "plain",
    Stage.AWARE: "info",
    Stage.INTERESTED: "warn",
    Stage.CONVINCED: "good",
    Stage.COMMITTED: "good",
    Stage.ADVOCATE: "good",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One condition for asking; when red, the detail says the next best step."""

    text: str
    ok: bool
    detail: str = ""
    url: str = ""


def percent(share: float) -> str:
    """A share of 0-1 as a whole percentage."""
    return f"{round(share * 100)}\N{NO-BREAK SPACE}%"


def payback_of(initiative: Initiative) -> Payback | None:
    """When the cost is earned back; None while the sums are missing."""
    benefits = (initiative.benefit_low, initiative.benefit_likely, initiative.benefit_high)
    if initiative.cost_once is None or any(benefit is None for benefit in benefits):
        return None
    low, likely, high = (float(benefit or 0) for benefit in benefits)
    return payback(float(initiative.cost_once), float(initiative.cost_yearly or 0), low, likely, high)


def months(value: float | None) -> str:
    """Whole months, in words."""
    if value is None:
        return _("never")
    return ngettext("%d month", "%d months", _whole(value)) % _whole(value)


def payback_range(found: Payback) -> str:
    """The soonest and the latest month, as a note."""
    if found.soonest is None:
        return _("not at these figures")
    latest = _("never") if found.latest is None else str(_whole(found.latest))
    return f"{_whole(found.soonest)}–{latest}"


def _whole(value: float) -> int:
    """Whole months; less than one counts as one, but nothing is earned back at once."""
    return max(1, round(value)) if value else 0


def what_we_know(row: LeaderRow) -> str:
    """The evidence on which a leader's stage rests."""
    if row.open_objections:
        return _("%(kind)s: %(text)s") % {
            "kind": row.open_objections[0].get_kind_display(),
            "text": row.open_objections[0].text,
        }
    if row.open_conditions:
        return _("Yes, if: %(text)s") % {"text": row.open_conditions[0].text}
    because = row.leader.standing.because
    if because is None:
        return _("Nothing yet")
    return because.note or str(Kind(because.kind).label)


def known_on(row: LeaderRow) -> date | None:
    """The day of what we know of a leader."""
    because = row.leader.standing.because
    return because.on if because else None


def pitch_reason(pitch: Pitch, row: LeaderRow) -> str:
    """Why this leader is worth the next conversation."""
    words = {"name": row.person.first_name, "share": percent(row.share), "then": percent(pitch.share_then)}
    if pitch.reaches_threshold:
        return (
            _("%(name)s holds %(share)s of the pull. With a yes, %(then)s is convinced: enough to ask.")
            % words
        )
    return _("%(name)s holds %(share)s of the pull. A yes lifts what is convinced to %(then)s.") % words


def move_hint(row: LeaderRow) -> str:
    """What to do next with one leader, as one sentence."""
    name = row.person.first_name
    hints: dict[str, str] = {
        Move.SEND_BRIEF: _("Send %(name)s the one-page brief."),
        Move.TALK: _("Take 20 minutes with %(name)s."),
        Move.ANSWER: _("Answer %(name)s in writing, then talk."),
        Move.MEET_CONDITION: _("Meet the condition that %(name)s set, or agree on another."),
        Move.SHOW: _("Show %(name)s how it works, then ask for a yes."),
        Move.ASK_FOR_COMMITMENT: _(
            "Ask %(name)s for one real thing: a person, an hour a week, a budget line."
        ),
        Move.CONFIRM: _("The last sign from %(name)s is old. Ask if it still holds."),
        Move.LISTEN: _("Ask %(name)s what would have to be true for a yes."),
        Move.WAIT: _("%(name)s has had the brief for less than a week. Leave time to read it."),
        Move.THANK: _("Thank %(name)s and tell how it goes."),
        Move.REPLACE: _(
            "%(name)s has left the company. Add whoever follows, and take %(name)s off the list."
        ),
    }
    return hints[row.move] % {"name": name}


def check_for(initiative: Initiative, result: CheckResult, row: LeaderRow | None) -> Check:
    """A check in words, with the next best step when it is red."""
    text = _TEXTS[result.key](result, row)
    page = reverse("initiatives:detail", args=[initiative.pk])
    if result.ok:
        return Check(text, True)
    if row is None:
        return Check(
            text, False, _("Next best step: Add the leaders whose yes is needed."), page + "#leaders"
        )
    url = reverse("initiatives:leader", args=[initiative.pk, row.stakeholder.pk])
    return Check(text, False, _("Next best step: %(step)s") % {"step": move_hint(row)}, url)


def _sponsor(result: CheckResult, row: LeaderRow | None) -> str:
    if result.ok:
        return _("Sponsor committed within %d days") % COMMITMENT_DAYS
    if row is None:
        return _("Nobody sponsors this yet")
    if result.have < 0:
        return _("%s, the sponsor, has not committed yet") % row.person.name
    return _("%(name)s, the sponsor, committed %(days)d days ago; that is too long") % {
        "name": row.person.name,
        "days": result.have,
    }


def _pull(result: CheckResult, row: LeaderRow | None) -> str:
    return _("%(share)s of the pull is convinced (needs %(need)d)") % {
        "share": percent(result.have),
        "need": round(result.need * 100),
    }


def _questions(result: CheckResult, row: LeaderRow | None) -> str:
    if result.ok or row is None:
        return _("Every question and objection is answered")
    words = {"name": row.person.first_name, "more": int(result.have) - 1}
    is_question = row.open_objections and row.open_objections[0].kind == ObjectionKind.QUESTION
    if words["more"]:
        return _("%(name)s waits for an answer, and %(more)d more") % words
    return (_("%(name)s's question is open") if is_question else _("%(name)s's objection is open")) % words


def _conditions(result: CheckResult, row: LeaderRow | None) -> str:
    if result.ok or row is None:
        return _("No yes waits for a condition")
    return _("%(name)s's condition is not met yet") % {"name": row.person.first_name}


def _briefed(result: CheckResult, row: LeaderRow | None) -> str:
    if not result.need:
        return _("No leader is briefed")
    said = ngettext(
        "%(told)s of %(all)s leader is briefed", "%(told)s of %(all)s leaders are briefed", round(result.need)
    )
    return said % {
        "told": grouped(round(result.have)),
        "all": grouped(round(result.need)),
    }


_TEXTS: dict[CheckKey, Callable[[CheckResult, LeaderRow | None], str]] = {
    CheckKey.SPONSOR: _sponsor,
    CheckKey.PULL: _pull,
    CheckKey.QUESTIONS: _questions,
    CheckKey.CONDITIONS: _conditions,
    CheckKey.BRIEFED: _briefed,
}
