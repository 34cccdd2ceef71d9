"""Changes as a table: drafts, what was published, and what was taken back."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from allaboard.areas.changes.choices import Kind, Status
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.permissions import may_write
from allaboard.areas.changes.queries.changes import visible_to
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.people.facade import holding
from allaboard.ui.columns import Column, mark
from allaboard.ui.tables import Filter, Table, action_on_chosen

TONES = {Kind.DID: "good", Kind.DOING: "info", Kind.DID_NOT: "warn"}


def change_table(request: ActorRequest) -> Table:
    """Everything that was written, drafts first, as the address asks for it."""
    delete = action_on_chosen(request, "delete", _("Delete drafts"), reverse("changes:delete_chosen"))
    return Table(
        columns=[*_said_columns(), mark("sample", _("Sample"), lambda row: row.is_sample)],
        file_columns=lambda: [*_said_columns(), Column("status", _("State"), Change.get_status_display)],
        filters=[
            Filter("kind", pgettext("noun", "Answer"), _of_kind, Kind.choices),
            Filter("status", _("State"), _with_status, Status.choices),
        ],
        queryset=visible_to(request.actor),
        request=request,
        default_sort="-published_at",
        bulk_actions=[delete] if may_write(request.actor) else [],
        search=_search,
        name="changes",
        caption=_("What changed"),
        empty=(_("Nobody was told anything yet."), _("Write the first one"), reverse("changes:write")),
    )


def _said_columns() -> list[Column]:
    return [
        Column("you_said", _("You said"), sort="you_said", url=_address),
        Column(
            "kind",
            pgettext("noun", "Answer"),
            lambda one: one.get_kind_display(),
            sort="kind",
            kind="badge",
            tone=lambda one: TONES[one.kind],
        ),
        Column("we_did", _("What we did, or why not"), kind="words"),
        Column("wave_title", _("Asked in"), sort="wave_title"),
        Column("published_at", _("Told on"), sort="published_at", kind="date", detail=_state),
    ]


def _state(change: Change) -> str:
    return "" if change.status == Status.PUBLISHED else str(change.get_status_display())


def _address(change: Change) -> str:
    return reverse("changes:detail", args=[change.pk])


def _with_status(changes: QuerySet[Change], status: str) -> QuerySet[Change]:
    return changes.filter(status=status)


def _of_kind(changes: QuerySet[Change], kind: str) -> QuerySet[Change]:
    return changes.filter(kind=kind)


def _search(changes: QuerySet[Change], text: str) -> QuerySet[Change]:
    return holding(changes, text, "you_said", "we_did", "outcome")
