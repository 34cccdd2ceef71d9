"""Steps that were taken outside the product, as colleagues noted them."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allaboard.areas.initiatives.choices import Step
from allaboard.areas.initiatives.loop import StepState, open_to_notes
from allaboard.areas.initiatives.models import Initiative, StepNote
from allaboard.errors import NotFound


def step_notes_of(initiative: Initiative) -> QuerySet[StepNote]:
    """What was noted of the initiative's steps and still stands, newest first."""
    return StepNote.objects.filter(initiative=initiative, withdrawn_at=None)


def step_note_of(initiative: Initiative, pk: int) -> StepNote:
    """One note that still stands; NotFound otherwise."""
    found = step_notes_of(initiative).select_related("initiative").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def noted_states(initiative_ids: Sequence[int]) -> dict[int, dict[str, StepState]]:
    """How far each initiative is by hand: the newest note of each step for which nothing in the product answers."""
    found: dict[int, dict[str, StepState]] = {pk: {} for pk in initiative_ids}
    notes = StepNote.objects.filter(
        initiative_id__in=initiative_ids, withdrawn_at=None, step__in=open_to_notes()
    )
    for note in notes.order_by("pk"):
        found[note.initiative_id][Step(note.step)] = _state(note)
    return found


def _state(note: StepNote) -> StepState:
    url = reverse("initiatives:detail", args=[note.initiative_id]) + "#noted"
    said = _("noted, %(day)s") % {"day": date_format(note.on, "MONTH_DAY_FORMAT")}
    return StepState(note.progress, said, url, by_hand=True)
