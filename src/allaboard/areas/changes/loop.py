"""The last stop of the ribbon: told."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.models import Change
from allaboard.areas.initiatives.facade import StepState
from allaboard.foundation.access.roles import Actor


def told(actor: Actor, initiative_id: int) -> StepState:
    """Whether people were told what came of one initiative."""
    return told_many(actor, [initiative_id])[initiative_id]


def told_many(actor: Actor, ids: Sequence[int]) -> Mapping[int, StepState]:
    """Whether people were told what came of each initiative."""
    newest: dict[int, Change] = {}
    known = Change.objects.filter(initiative_id__in=ids).exclude(status=Status.WITHDRAWN)
    for change in known.order_by("published_at", "pk"):
        kept = newest.get(change.initiative_id or 0)
        if kept is None or change.status == Status.PUBLISHED or kept.status == Status.DRAFT:
            newest[change.initiative_id or 0] = change
    return {pk: _state(pk, newest.get(pk)) for pk in ids}


def _state(initiative_id: int, change: Change | None) -> StepState:
    if change is None:
        return StepState("next", _("not written"), f"{reverse('changes:write')}?initiative={initiative_id}")
    url = reverse("changes:detail", args=[change.pk])
    if change.published_at is None:
        return StepState("now", _("draft"), url)
    return StepState("done", date_format(localtime(change.published_at), "MONTH_DAY_FORMAT"), url)
