"""The list of imports: which file, how it stands, what it did, by whom."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.people import queries
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.models import Import
from allaboard.ui.columns import Column
from allaboard.ui.tables import Filter, Table


def imports_table(request: ActorRequest) -> Table:
    """The imports the actor may know of, the latest first."""
    return Table(
        columns=[*_what(), *_counts(), Column("by", _("By"), "uploaded_by_name", sort="uploaded_by_name")],
        filters=[
            Filter(
                "state", _("State"), lambda found, wanted: found.filter(status=wanted), ImportStatus.choices
            )
        ],
        queryset=queries.imports_of(request.actor),
        request=request,
        default_sort="-pk",
        page_size=25,
        search=lambda found, text: found.filter(file_name__icontains=text),
        name="imports",
        caption=_("Imports"),
        empty=(_("Nothing was imported yet."), _("Import people"), reverse("people:import_new")),
    )


def _what() -> list[Column]:
    return [
        Column("file", _("File"), "file_name", sort="file_name", url=_page_of, detail=_at),
        Column("state", _("State"), Import.get_status_display, sort="status", kind="badge"),
    ]


def _counts() -> list[Column]:
    named = {
        "created_count": _("Created"),
        "updated_count": _("Updated"),
        "unchanged_count": _("Unchanged"),
        "skipped_count": _("Skipped"),
    }
    return [Column(field, label, sort=field, kind="number") for field, label in named.items()]


def _page_of(run: Import) -> str:
    return reverse("people:import_run", args=[run.pk])


def _at(run: Import) -> str:
    return date_format(localtime(run.uploaded_at), "DATETIME_FORMAT")
