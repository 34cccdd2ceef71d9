"""The table of segments, and the charts of one."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.queries import holding
from allaboard.foundation.segments import previews, queries
from allaboard.foundation.segments.models import Segment
from allaboard.ui.charts import Bar, Bars
from allaboard.ui.columns import Column, mark
from allaboard.ui.tables import Filter, Table, action_on_chosen
from allaboard.words import grouped

KEPT: list[tuple[str, object]] = [("archived", gettext_lazy("Archived"))]
WHOSE: list[tuple[str, object]] = [("mine", gettext_lazy("Mine")), ("shared", gettext_lazy("Shared"))]
COLUMNS = (
    Column(
        "name",
        gettext_lazy("Name"),
        sort="name",
        url=lambda segment: reverse("segments:detail", args=[segment.pk]),
        detail=lambda segment: segment.description,
    ),
    Column("text", gettext_lazy("Rule")),
    Column(
        "owner",
        gettext_lazy("Owner"),
        value=lambda segment: segment.owner or "Allaboard",
        sort="owner__family_name",
    ),
    Column(
        "shared",
        gettext_lazy("State"),
        value=lambda segment: _state(segment),
        kind="badge",
        tone=lambda segment: _tone(segment),
    ),
    Column("updated_at", gettext_lazy("Changed"), sort="updated_at", kind="date"),
    mark("sample", gettext_lazy("Sample"), lambda segment: segment.is_sample),
)


def segments_table(request: ActorRequest) -> Table:
    """Segments the actor may see, those in use unless the filter asks for archived ones."""
    actor = request.actor
    kept = queries.visible_to(actor).select_related("owner")
    if request.GET.get("kept") != "archived":
        kept = kept.filter(archived_at=None)
    return Table(
        columns=COLUMNS,
        queryset=kept,
        request=request,
        filters=(
            Filter("whose", _("Whose"), lambda found, wanted: _whose(actor, found, wanted), WHOSE),
            Filter("kept", _("Kept"), lambda found, _wanted: found.filter(archived_at__isnull=False), KEPT),
        ),
        default_sort="name",
        bulk_actions=[action_on_chosen(request, "archive", _("Archive"), reverse("segments:archive_chosen"))],
        name="segments",
        search=lambda found, text: holding(found, text, "name", "text", "description"),
        empty=(
            _("No segment yet: a segment is a rule that says whom you mean."),
            _("New segment"),
            reverse("segments:new"),
        ),
        caption=_("Segments"),
    )


def _whose(actor: Actor, found: QuerySet[Segment], wanted: str) -> QuerySet[Segment]:
    return found.filter(shared=True) if wanted == "shared" else found.filter(owner_id=actor.person_id)


def _state(segment: Segment) -> str:
    if segment.archived_at:
        return _("Archived")
    return _("Shared") if segment.shared else _("Private")


def _tone(segment: Segment) -> str:
    return "accent" if segment.shared and not segment.archived_at else "plain"


def breakdown_charts(actor: Actor, segment: Segment) -> list[Bars]:
    """Where the people of the segment are, by department and by location."""
    found = previews.breakdowns(actor, segment.text, ("department", "work_location"))
    titles = (_("By department"), _("By location"))
    return [_bars(title, rows) for title, rows in zip(titles, found, strict=True)]


def _bars(title: str, rows: list[tuple[str, int]]) -> Bars:
    most = max((people for _name, people in rows), default=1)
    bars = [Bar(name, people / most, grouped(people)) for name, people in rows]
    return Bars(title, _("People of this segment"), bars)
