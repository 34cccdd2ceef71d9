"""What can be taken back here."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.initiatives.models import Evidence, Initiative, Option, Stakeholder, StepNote
from allaboard.areas.initiatives.queries.initiatives import initiative_for
from allaboard.areas.initiatives.queries.step_notes import step_note_of
from allaboard.areas.initiatives.services import decisions, leaders, step_notes
from allaboard.areas.initiatives.services import initiatives as services
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person
from allaboard.foundation.undo import facade as undo
from allaboard.words import all_grouped

NOTED, TAKEN_OUT, STOPPED = "initiatives.step_noted", "initiatives.taken_out", "initiatives.stopped"
HANDED_OVER = "initiatives.handed_over"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(NOTED, take_back, "initiatives:write")
    undo.register(TAKEN_OUT, restore, "initiatives:write")
    undo.register(STOPPED, go_on, "initiatives:write")
    undo.register(HANDED_OVER, hand_back, "initiatives:write")


@transaction.atomic
def note_step(
    initiative: Initiative, step: str, progress: str, text: str, on: date, by: Actor
) -> tuple[StepNote, undo.Offer]:
    """Note what was done for a step outside the product, with a way back."""
    note = step_notes.note_step(initiative, step, progress, text, on, by)
    label = _("Noted: %s.") % note.get_step_display()
    return note, undo.offer(by, label, NOTED, {"initiative": initiative.pk, "note": note.pk})


@transaction.atomic
def take_leader_out(stakeholder: Stakeholder, by: Actor) -> undo.Offer:
    """Take a leader off the list, with a way back."""
    kept = {"initiative": stakeholder.initiative_id, "rows": undo.rows_of(stakeholder)}
    label = _("%(leader)s is off the list.") % {"leader": stakeholder}
    leaders.remove_leader(stakeholder, by)
    return undo.offer(by, label, TAKEN_OUT, kept)


@transaction.atomic
def take_evidence_back(evidence: Evidence, by: Actor) -> undo.Offer:
    """Take back what a colleague noted of a leader, with a way back."""
    kept = {"initiative": evidence.stakeholder.initiative_id, "rows": undo.rows_of(evidence)}
    leaders.take_evidence_back(evidence, by)
    return undo.offer(by, _("The note is taken back."), TAKEN_OUT, kept)


@transaction.atomic
def take_option_out(option: Option, by: Actor) -> undo.Offer:
    """Take an option off the table, with a way back."""
    kept = {"initiative": option.initiative_id, "rows": undo.rows_of(option)}
    decisions.remove_option(option, by)
    return undo.offer(by, _("The option is taken out."), TAKEN_OUT, kept)


@transaction.atomic
def take_source_out(initiative: Initiative, source_id: int, by: Actor) -> undo.Offer:
    """Take a piece of evidence out of the case, with a way back."""
    rows = [row for source in initiative.sources.filter(pk=source_id) for row in undo.rows_of(source)]
    services.remove_source(initiative, source_id, by)
    label = _("The evidence is taken out.")
    return undo.offer(by, label, TAKEN_OUT, {"initiative": initiative.pk, "rows": rows})


@transaction.atomic
def stop_chosen(initiatives: QuerySet[Initiative], by: Actor) -> undo.Offer | None:
    """Stop those of the initiatives that are open, with one way back for all; nothing when none is."""
    stopped = services.stop_initiatives(initiatives, by)
    if not stopped:
        return None
    label = ngettext(
        "%(count)s initiative is stopped. Nobody is asked any more.",
        "%(count)s initiatives are stopped. Nobody is asked any more.",
        len(stopped),
    )
    return undo.offer(by, label % all_grouped({"count": len(stopped)}), STOPPED, {"initiatives": stopped})


def go_on(actor: Actor, payload: Mapping[str, list[int]]) -> None:
    """Open the initiatives again that were stopped."""
    for pk in payload["initiatives"]:
        services.go_on(initiative_for(actor, pk), actor)


@transaction.atomic
def hand_over(initiative: Initiative, owner: Person, by: Actor) -> undo.Offer:
    """Let somebody else own the initiative, with a way back."""
    kept = {"initiative": initiative.pk, "owner": initiative.owner_id}
    services.hand_over(initiative, owner.pk, by)
    return undo.offer(by, _("%(name)s owns it now.") % {"name": owner.name}, HANDED_OVER, kept)


def hand_back(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Let the earlier owner have the initiative again."""
    services.hand_over(initiative_for(actor, payload["initiative"]), payload["owner"], actor)


def take_back(actor: Actor, payload: Mapping[str, int]) -> None:
    """Take back the note of a step."""
    note = step_note_of(initiative_for(actor, payload["initiative"]), payload["note"])
    step_notes.withdraw_step_note(note, actor)


def restore(actor: Actor, payload: Mapping[str, Any]) -> None:
    """Bring back what was taken out of an initiative."""
    services.put_rows_back(initiative_for(actor, payload["initiative"]), payload["rows"], actor)
