"""Keeps what leaders did, asked and answered."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.initiatives import permissions
from allaboard.areas.initiatives.choices import NOTED_BY_HAND, Kind, ObjectionKind
from allaboard.areas.initiatives.emails import answer_send
from allaboard.areas.initiatives.models import Condition, Evidence, Initiative, Objection, Stakeholder
from allaboard.areas.initiatives.queries.briefs import is_told_answers
from allaboard.areas.initiatives.rules.asking import require_open_to_answers
from allaboard.areas.initiatives.rules.evidence import require_possible
from allaboard.areas.initiatives.services.contacts import note_touch
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery.facade import schedule
from allaboard.foundation.people.facade import present_people
from allaboard.foundation.touchpoints.facade import Kind as TouchKind

MEETINGS = {Kind.TALKED: TouchKind.MEETING, Kind.CAME_TO_DEMO: TouchKind.EVENT}


@transaction.atomic
def add_leader(initiative: Initiative, person_id: int, role: str, influence: int, by: Actor) -> Stakeholder:
    """Put a leader on the list of those who must be on board.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: the leader is on the list already, or does not work here.
    """
    require(permissions.may_edit(by, initiative))
    if not present_people().filter(pk=person_id).exists():
        raise RuleBroken(_("Only somebody who works here can be on the list."))
    try:
        with transaction.atomic():
            stakeholder = Stakeholder.objects.create(
                initiative=initiative, person_id=person_id, role=role, influence=influence
            )
    except IntegrityError as error:
        raise RuleBroken(_("This leader is already on the list.")) from error
    record("initiative.leader_added", by=by, on=initiative, leader=str(stakeholder), role=role)
    return stakeholder


@transaction.atomic
def change_leader(stakeholder: Stakeholder, role: str, influence: int, by: Actor) -> None:
    """Correct the role or the influence of a leader; the stage cannot be set."""
    require(permissions.may_edit(by, stakeholder.initiative))
    stakeholder.role, stakeholder.influence = role, influence
    stakeholder.save(update_fields=["role", "influence"])
    record(
        "initiative.leader_changed",
        by=by,
        on=stakeholder.initiative,
        leader=str(stakeholder),
        role=role,
        influence=influence,
    )


@transaction.atomic
def remove_leader(stakeholder: Stakeholder, by: Actor) -> None:
    """Take a leader off the list, with everything noted of them here."""
    initiative = stakeholder.initiative
    require(permissions.may_edit(by, initiative))
    name = str(stakeholder)
    stakeholder.delete()
    record("initiative.leader_removed", by=by, on=initiative, leader=name)


@transaction.atomic
def note_evidence(stakeholder: Stakeholder, kind: str, note: str, at: datetime, by: Actor) -> Evidence:
    """Write down what a leader did, on the day it happened.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: leaders do this themselves, it lies in the future or long ago, or nothing says what happened.
    """
    require(permissions.may_edit(by, stakeholder.initiative))
    if kind not in NOTED_BY_HAND:
        raise RuleBroken(_("This is recorded when it happens. It cannot be written in."))
    require_possible(at, timezone.now())
    if kind != Kind.CAME_TO_DEMO and not note.strip():
        raise RuleBroken(_("Say what exactly happened, in a few words."))
    evidence = _keep(stakeholder, kind, note, by, at)
    if kind in MEETINGS:
        note_touch(stakeholder, MEETINGS[Kind(kind)], note, at=at, who_id=by.person_id)
    record("initiative.evidence_noted", by=by, on=stakeholder.initiative, leader=str(stakeholder), kind=kind)
    return evidence


@transaction.atomic
def take_evidence_back(evidence: Evidence, by: Actor) -> None:
    """Take back what a colleague noted of a leader; the stage follows from what is left.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: the leader did it here, so it stands.
    """
    stakeholder = evidence.stakeholder
    require(permissions.may_edit(by, stakeholder.initiative))
    if not evidence.is_by_hand:
        raise RuleBroken(
            _("The leader did this here, so it stands. Only what a colleague noted can be taken back.")
        )
    record(
        "initiative.evidence_taken_back",
        by=by,
        on=stakeholder.initiative,
        leader=str(stakeholder),
        kind=evidence.kind,
        note=evidence.note,
    )
    evidence.delete()


def _keep(stakeholder: Stakeholder, kind: str, note: str, by: Actor, at: datetime | None = None) -> Evidence:
    return Evidence.objects.create(
        stakeholder=stakeholder,
        kind=kind,
        note=note[:250],
        at=at or timezone.now(),
        noted_by_id=by.person_id,
    )


@transaction.atomic
def raise_objection(
    stakeholder: Stakeholder, kind: str, text: str, by: Actor, at: datetime | None = None
) -> Objection:
    """Keep a leader's question or objection until it is answered; the same one is kept once.

    Raises:
        NotAllowed: the actor is neither this leader nor works on the initiative.
        RuleBroken: nothing is written, or the initiative is closed.
    """
    own = permissions.may_answer_brief(by, stakeholder)
    require(own or permissions.may_edit(by, stakeholder.initiative))
    if own:
        require_open_to_answers(stakeholder.initiative.status)
    if not text.strip():
        raise RuleBroken(_("Write what the leader asked or said."))
    Stakeholder.objects.select_for_update().get(pk=stakeholder.pk)  # sent twice at once, it is kept once
    known = stakeholder.objections.filter(kind=kind, text=text.strip(), answered_at=None).first()
    if known is not None:
        return known
    objection = Objection.objects.create(
        stakeholder=stakeholder, kind=kind, text=text.strip(), raised_at=at or timezone.now()
    )
    shown = Kind.ASKED_QUESTION if kind == ObjectionKind.QUESTION else Kind.OBJECTION_RAISED
    _keep(stakeholder, shown, text.strip(), by, at)
    note_touch(stakeholder, TouchKind.REPLY, text.strip(), at=at)
    record("initiative.objection_raised", by=by, on=stakeholder.initiative, leader=str(stakeholder))
    return objection


@transaction.atomic
def answer_objection(objection: Objection, answer: str, by: Actor) -> None:
    """Answer a leader's question or objection, and send the answer to whoever holds a link to the brief.

    What a colleague answered meanwhile is not replaced.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: the answer is empty, or somebody has answered.
    """
    stakeholder = objection.stakeholder
    require(permissions.may_edit(by, stakeholder.initiative))
    if not answer.strip():
        raise RuleBroken(_("Write the answer first."))
    if Objection.objects.select_for_update().get(pk=objection.pk).answered_at is not None:
        raise RuleBroken(_("It is answered already. If that is not enough, mark it as still open first."))
    objection.answer, objection.answered_at, objection.is_accepted = answer.strip(), timezone.now(), None
    objection.answered_by_id = by.person_id
    objection.save(update_fields=["answer", "answered_at", "answered_by", "is_accepted"])
    _keep(stakeholder, Kind.OBJECTION_ANSWERED, answer.strip(), by)
    if is_told_answers(stakeholder):
        schedule(answer_send(objection), by)
    record("initiative.objection_answered", by=by, on=stakeholder.initiative, leader=str(stakeholder))


@transaction.atomic
def judge_answer(objection: Objection, is_accepted: bool, by: Actor) -> None:
    """Keep whether the answer was enough for the leader; if not, the question is open again.

    Raises:
        NotAllowed: the actor is neither this leader nor works on the initiative.
        RuleBroken: there is no answer yet, or a leader judges one of an initiative that is closed.
    """
    stakeholder = objection.stakeholder
    own = permissions.may_answer_brief(by, stakeholder)
    require(own or permissions.may_edit(by, stakeholder.initiative))
    if own:
        require_open_to_answers(stakeholder.initiative.status)
    now = Objection.objects.select_for_update().get(pk=objection.pk)
    if now.answered_at is None:
        raise RuleBroken(_("There is no answer yet."))
    if now.is_accepted == is_accepted:
        return
    objection.is_accepted = is_accepted
    if not is_accepted:
        objection.answered_at = None
    objection.save(update_fields=["is_accepted", "answered_at"])
    if is_accepted:
        _keep(stakeholder, Kind.ANSWER_ACCEPTED, objection.text, by)
    record("initiative.answer_judged", by=by, on=stakeholder.initiative, accepted=is_accepted)


@transaction.atomic
def meet_condition(condition: Condition, note: str, by: Actor) -> None:
    """Record that a condition holds, and how.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: it is met already, or nothing says how.
    """
    stakeholder = condition.stakeholder
    require(permissions.may_edit(by, stakeholder.initiative))
    if Condition.objects.select_for_update().get(pk=condition.pk).met_at is not None:
        raise RuleBroken(_("This condition was met already."))
    if not note.strip():
        raise RuleBroken(_("Say how the condition was met."))
    condition.met_at, condition.met_note = timezone.now(), note.strip()[:250]
    condition.save(update_fields=["met_at", "met_note"])
    _keep(stakeholder, Kind.CONDITION_MET, note.strip(), by)
    record("initiative.condition_met", by=by, on=stakeholder.initiative, leader=str(stakeholder))
