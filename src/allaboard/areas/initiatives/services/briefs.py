"""Makes personal links to the brief, and keeps what leaders say on it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.initiatives import permissions
from allaboard.areas.initiatives.choices import Kind
from allaboard.areas.initiatives.emails import brief_send
from allaboard.areas.initiatives.models import BriefLink, Condition, Evidence, Initiative, Stakeholder
from allaboard.areas.initiatives.queries.briefs import last_word_of
from allaboard.areas.initiatives.rules.asking import require_open, require_open_to_answers
from allaboard.areas.initiatives.services.contacts import note_touch
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery.facade import schedule
from allaboard.foundation.people.facade import present_people
from allaboard.foundation.touchpoints.facade import Kind as TouchKind
from allaboard.foundation.touchpoints.facade import Tone

READING_MINUTES = 2.0
TONES = {Kind.SAID_ACCEPT: Tone.GOOD, Kind.ACCEPT_IF: Tone.NEUTRAL, Kind.SAID_NOT_NOW: Tone.BAD}
LINK_DAYS = 60
A_MOMENT = timedelta(minutes=1)  # within it, asking again is a second press of the same button
ACCEPT, ACCEPT_IF, NOT_NOW = "accept", "accept_if", "not_now"


@dataclass(frozen=True, slots=True)
class BriefAnswer:
    """What a leader says to the brief."""

    choice: str  # accept | accept_if | not_now
    condition: str = ""
    reason: str = ""
    gives: str = ""  # people, time or money that the leader puts on it


@transaction.atomic
def make_link(stakeholder: Stakeholder, by: Actor) -> BriefLink:
    """Make a personal address for one leader; it works for 60 days or until it is taken back."""
    require(permissions.may_edit(by, stakeholder.initiative))
    require_open(stakeholder.initiative.status)
    now = timezone.now()
    link = BriefLink.objects.create(
        stakeholder=stakeholder,
        nonce=secrets.token_urlsafe(32),
        made_at=now,
        made_by_id=by.person_id,
        expires_at=now + timedelta(days=LINK_DAYS),
    )
    record("brief.link_made", by=by, on=stakeholder.initiative, leader=str(stakeholder))
    return link


@transaction.atomic
def revoke_link(link: BriefLink, by: Actor) -> None:
    """Take a personal address back; it stops working at once."""
    require(permissions.may_edit(by, link.stakeholder.initiative))
    link.revoked_at = link.revoked_at or timezone.now()
    link.save(update_fields=["revoked_at"])
    record("brief.link_revoked", by=by, on=link.stakeholder.initiative, leader=str(link.stakeholder))


@transaction.atomic
def open_brief(stakeholder: Stakeholder, by: Actor, link: BriefLink | None = None) -> None:
    """Keep that the leader pressed “Open the brief”; the leader was told so before.

    Only the press counts: mail scanners that fetch the page leave no trace.
    """
    require(permissions.may_answer_brief(by, stakeholder))
    Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)  # pressed twice at once, it is kept once
    if link is not None and link.opened_at is None:
        link.opened_at = timezone.now()
        link.save(update_fields=["opened_at"])
    read_today = Evidence.objects.filter(
        stakeholder=stakeholder, kind=Kind.BRIEF_READ, at__date=timezone.localdate()
    )
    if read_today.exists():
        return
    Evidence.objects.create(stakeholder=stakeholder, kind=Kind.BRIEF_READ, noted_by_id=by.person_id)
    note_touch(stakeholder, TouchKind.BRIEF, _("Opened the brief"), minutes=READING_MINUTES)
    record("brief.opened", by=by, on=stakeholder.initiative)


@transaction.atomic
def answer_brief(stakeholder: Stakeholder, answer: BriefAnswer, by: Actor) -> None:
    """Keep the leader's yes, “yes, if”, or “not now”. The last word counts; said again on one day, it is kept once."""
    require(permissions.may_answer_brief(by, stakeholder))
    require_open_to_answers(stakeholder.initiative.status)
    kind, note = _said(answer)
    now = timezone.now()
    Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)
    if _is_said_already(stakeholder, kind, note, answer.gives.strip()):
        return
    stakeholder.conditions.filter(met_at=None, withdrawn_at=None).update(withdrawn_at=now)
    if kind == Kind.ACCEPT_IF:
        Condition.objects.create(stakeholder=stakeholder, text=note, set_at=now)
    said = [Evidence(stakeholder=stakeholder, kind=kind, note=note[:250], at=now, noted_by_id=by.person_id)]
    if answer.gives.strip() and kind != Kind.SAID_NOT_NOW:
        said.append(
            Evidence(
                stakeholder=stakeholder,
                kind=Kind.COMMITTED_RESOURCE,
                note=answer.gives.strip()[:250],
                at=now,
                noted_by_id=by.person_id,
            )
        )
    Evidence.objects.bulk_create(said)
    note_touch(stakeholder, TouchKind.DECISION, str(kind.label), tone=TONES[kind])
    record("brief.answered", by=by, on=stakeholder.initiative, answer=answer.choice)


def _is_said_already(stakeholder: Stakeholder, kind: Kind, note: str, gives: str) -> bool:
    last = last_word_of(stakeholder)
    if last is None or (last.kind, last.note) != (kind, note[:250]):
        return False
    if timezone.localdate(last.at) != timezone.localdate():
        return False
    if kind == Kind.ACCEPT_IF and not stakeholder.conditions.filter(met_at=None, withdrawn_at=None).exists():
        return False
    given = stakeholder.evidence.filter(kind=Kind.COMMITTED_RESOURCE, note=gives[:250], at=last.at)
    return not gives or kind == Kind.SAID_NOT_NOW or given.exists()


def _said(answer: BriefAnswer) -> tuple[Kind, str]:
    if answer.choice == ACCEPT:
        return Kind.SAID_ACCEPT, ""
    if answer.choice == ACCEPT_IF:
        if not answer.condition.strip():
            raise RuleBroken(_("Say what must be true for your yes."))
        return Kind.ACCEPT_IF, answer.condition.strip()
    if answer.choice == NOT_NOW:
        if not answer.reason.strip():
            raise RuleBroken(_("Say in a few words why not now. It helps us to do better."))
        return Kind.SAID_NOT_NOW, answer.reason.strip()
    raise RuleBroken(_("Choose one of the three answers."))


@transaction.atomic
def send_briefs(initiative: Initiative, stakeholder_ids: Sequence[int], note: str, by: Actor) -> int:
    """Send some leaders their personal link to the brief, who has just got it left out; returns how many have it now.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: no leader who works here is chosen, the brief would be empty, or the initiative is closed.
    """
    require(permissions.may_edit(by, initiative))
    require_open(initiative.status)
    listed = initiative.stakeholders.filter(pk__in=stakeholder_ids, person__in=present_people())
    chosen = list(listed.select_related("person", "initiative"))
    if not chosen:
        raise RuleBroken(_("Choose at least one leader who works here."))
    if not initiative.problem.strip():
        raise RuleBroken(_("The brief would be empty. Write down the problem first."))
    Initiative.objects.select_for_update().get(pk=initiative.pk)  # sent twice at once, it goes out once
    _send_to(initiative, _not_sent_just_now(chosen), note, by)
    return len(chosen)


def _not_sent_just_now(chosen: Sequence[Stakeholder]) -> list[Stakeholder]:
    sent = Evidence.objects.filter(kind=Kind.BRIEF_SENT, at__gt=timezone.now() - A_MOMENT)
    had_it = set(sent.filter(stakeholder__in=chosen).values_list("stakeholder_id", flat=True))
    return [one for one in chosen if one.pk not in had_it]


def _send_to(initiative: Initiative, chosen: Sequence[Stakeholder], note: str, by: Actor) -> None:
    if not chosen:
        return
    links = [make_link(stakeholder, by) for stakeholder in chosen]
    key = f"brief:{initiative.pk}:{links[0].nonce[:16]}"
    sent = schedule(brief_send(initiative, [one.person_id for one in chosen], key, note), by)
    Evidence.objects.bulk_create(
        Evidence(stakeholder=one, kind=Kind.BRIEF_SENT, noted_by_id=by.person_id) for one in chosen
    )
    record("brief.sent", by=by, on=initiative, leaders=[str(one) for one in chosen], send=sent.id)
