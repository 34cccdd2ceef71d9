"""The trail as a page."""

from datetime import timedelta

from django.db.models import QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.audit import queries
from allaboard.foundation.audit.models import Entry
from allaboard.ui.columns import Column
from allaboard.ui.exports import exported
from allaboard.ui.tables import Filter, Table

PERIODS = [
    ("1", _("Last 24 hours")),
    ("7", _("Last 7 days")),
    ("30", _("Last 30 days")),
    ("365", _("Last 12 months")),
]


@require_safe
@requires_role(*queries.READERS)
def trail(request: ActorRequest) -> HttpResponse | StreamingHttpResponse:
    """What was done, latest first; filtered and exported like every table."""
    table = trail_table(request)
    return exported(table) or render(request, "audit/trail.html", {"table": table})


def trail_table(request: ActorRequest) -> Table:
    """The entries that the actor may read."""
    return Table(
        columns=[
            Column("at", _("When"), value=_instant, sort="pk", kind="whole"),
            Column("action", _("What"), sort="action", kind="whole"),
            Column("actor_name", _("Who"), sort="actor_name"),
            Column("object_label", _("On"), kind="words", detail=lambda entry: entry.object_type),
            Column("details", _("Details"), value=lambda entry: told(entry.details), kind="words"),
        ],
        filters=[
            Filter("when", _("When"), _lately, PERIODS),
            Filter("action", _("What"), lambda rows, value: rows.filter(action__startswith=value)),
            Filter("who", _("Who"), lambda rows, value: rows.filter(actor_name__icontains=value)),
            Filter("on", _("On"), lambda rows, value: rows.filter(object_label__icontains=value)),
        ],
        queryset=queries.visible_to(request.actor),
        request=request,
        default_sort="-pk",
        name="audit",
        caption=_("Audit trail"),
        empty=(_("Nothing was recorded yet."), "", ""),
    )


def _lately(entries: QuerySet[Entry], days: str) -> QuerySet[Entry]:
    if days not in dict(PERIODS):
        return entries
    return entries.filter(at__gte=timezone.now() - timedelta(days=int(days)))


def _instant(entry: Entry) -> str:
    return f"{entry.at:%Y-%m-%d %H:%M:%S} UTC"


def told(details: dict[str, object]) -> str:
    """The details as one line."""
    return ", ".join(f"{name.replace('_', ' ')}: {_said(value)}" for name, value in details.items())


def _said(value: object) -> object:
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value) or "–"
    return "–" if value in (None, "") else value
