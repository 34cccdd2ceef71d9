"""The last stop of the ribbon: told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.facade import campaigns_of
from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.permissions import may_write
from allaboard.areas.changes.rules import days_late
from allaboard.areas.initiatives.facade import StepState
from allaboard.areas.listening.facade import themes_of
from allaboard.foundation.access.roles import Actor


def told(actor: Actor, initiative_id: int) -> StepState:
    """Whether people were told what came of one initiative."""
    return told_many(actor, [initiative_id])[initiative_id]


def told_many(actor: Actor, ids: Sequence[int]) -> Mapping[int, StepState]:
    """Whether people were told what came of each initiative."""
    newest, today = dict(_given_since(actor, ids)), localdate()
    known = Change.objects.filter(initiative_id__in=ids).exclude(status=Status.WITHDRAWN)
    for change in known.order_by("published_at", "pk"):
        kept = newest.get(change.initiative_id or 0)
        if kept is None or change.status == Status.PUBLISHED or kept.status == Status.DRAFT:
            newest[change.initiative_id or 0] = change
    return {pk: _state(actor, pk, newest.get(pk), today) for pk in ids}


def _given_since(actor: Actor, ids: Sequence[int]) -> Iterator[tuple[int, Change]]:
    """Drafts that name no initiative, each with the one that its theme, else its campaign, was given since."""
    drafts = Change.objects.filter(status=Status.DRAFT, initiative_id=None)
    if not drafts.exists():
        return
    themes = {theme.id: theme.initiative_id for theme in themes_of(actor, ids)}
    campaigns = {campaign.id: campaign.initiative_id for campaign in campaigns_of(actor, ids)}
    for draft in drafts.filter(Q(theme_id__in=themes) | Q(campaign_id__in=campaigns)).order_by("pk"):
        found = themes.get(draft.theme_id or 0) or campaigns.get(draft.campaign_id or 0)
        if found:
            yield found, draft


def _state(actor: Actor, initiative_id: int, change: Change | None, today: date) -> StepState:
    if change is None:
        write = f"{reverse('changes:write')}?initiative={initiative_id}" if may_write(actor) else ""
        return StepState("next", _("not written"), write)
    url = reverse("changes:detail", args=[change.pk])
    if change.published_at is None:
        return StepState("now", _("draft"), url)
    if change.owed_on is None:
        return StepState("done", date_format(localtime(change.published_at), "MONTH_DAY_FORMAT"), url)
    said = _("overdue since %s") if days_late(change.owed_on, today) else _("promised for %s")
    return StepState("now", said % date_format(change.owed_on, "MONTH_DAY_FORMAT"), url)
