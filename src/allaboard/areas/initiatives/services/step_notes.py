"""Notes steps of the loop that are taken outside the product."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.initiatives import permissions
from allaboard.areas.initiatives.choices import NOTED_PROGRESS
from allaboard.areas.initiatives.loop import open_to_notes
from allaboard.areas.initiatives.models import Initiative, StepNote
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record


@transaction.atomic
def note_step(initiative: Initiative, step: str, progress: str, text: str, on: date, by: Actor) -> StepNote:
    """Note what was done for a step outside the product, on its day, under one's own name.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: the step follows from what happens here, nothing says how far or what, or the day lies in the future.
    """
    require(permissions.may_edit(by, initiative))
    if step not in open_to_notes():
        raise RuleBroken(_("This step follows from what happens here. It cannot be noted by hand."))
    if progress not in dict(NOTED_PROGRESS):
        raise RuleBroken(_("Say whether it is under way or done."))
    if not text.strip():
        raise RuleBroken(_("Say in a sentence what was done, and with whom."))
    if on > timezone.localdate():
        raise RuleBroken(_("Note what happened. The day cannot lie in the future."))
    note = StepNote.objects.create(
        initiative=initiative,
        step=step,
        progress=progress,
        text=text.strip()[:250],
        on=on,
        noted_by_id=by.person_id,
        noted_by_name=by.name,
    )
    record(
        "initiative.step_noted", by=by, on=initiative, step=step, progress=progress, note=note.text, day=on
    )
    return note


@transaction.atomic
def withdraw_step_note(note: StepNote, by: Actor) -> None:
    """Take a note back; what was noted before it counts again."""
    require(permissions.may_edit(by, note.initiative))
    note.withdrawn_at, note.withdrawn_by_name = timezone.now(), by.name
    note.save(update_fields=["withdrawn_at", "withdrawn_by_name"])
    record("initiative.step_note_withdrawn", by=by, on=note.initiative, step=note.step, note=note.text)
