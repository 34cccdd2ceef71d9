"""The table of campaigns."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import Status
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.permissions import may_write
from allaboard.areas.campaigns.queries.campaigns import campaign_rows
from allaboard.areas.campaigns.services.progress import TONES
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.people.facade import holding
from allaboard.ui.columns import Column
from allaboard.ui.tables import Filter, Table, action_on_chosen


def campaign_table(request: ActorRequest) -> Table:
    """Campaigns the actor may know of; the archived ones only when asked for."""
    rows = campaign_rows(request.actor)
    if request.GET.get("show") != "archived":
        rows = rows.filter(archived_at=None)
    first_step = (
        (_("Start the first one"), reverse("campaigns:new")) if may_write(request.actor) else ("", "")
    )
    archive = action_on_chosen(request, "archive", _("Archive"), reverse("campaigns:archive_chosen"))
    return Table(
        name="campaigns",
        caption=_("Campaigns"),
        request=request,
        queryset=rows,
        columns=_columns(),
        filters=_filters(),
        search=lambda found, text: holding(found, text, "title", "goal"),
        default_sort="-updated_at",
        bulk_actions=[archive] if may_write(request.actor) else [],
        empty=(
            _("No campaign yet. A campaign tells people something, and shows whether it worked."),
            *first_step,
        ),
    )


def _columns() -> list[Column]:
    return [
        Column(
            "title", _("Campaign"), sort="title", kind="link", url=Campaign.get_absolute_url, detail=_sample
        ),
        Column("status", _("Status"), value=_status, sort="status", kind="badge", tone=_tone),
        Column("first_on", _("First message"), sort="first_on", kind="date"),
        Column("last_on", _("Last message"), sort="last_on", kind="date"),
        Column("owner", _("Owner"), value="owner.name", sort="owner__given_name"),
        Column("results_due_on", _("Final results"), sort="results_due_on", kind="date"),
    ]


def _sample(campaign: Campaign) -> str:
    return _("Sample") if campaign.is_sample else ""


def _status(campaign: Campaign) -> str:
    return str(Status(campaign.status).label)


def _tone(campaign: Campaign) -> str:
    return TONES[Status(campaign.status)]


def _filters() -> list[Filter]:
    return [
        Filter("status", _("Status"), apply=_with_status, choices=[*Status.choices]),
        Filter("show", _("Shown"), apply=_shown, choices=[("archived", _("With archived"))]),
    ]


def _with_status(rows: QuerySet[Campaign], status: str) -> QuerySet[Campaign]:
    return rows.filter(status=status)


def _shown(rows: QuerySet[Campaign], _which: str) -> QuerySet[Campaign]:
    return rows
