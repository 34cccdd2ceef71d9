"""The list of initiatives as a table."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from allaboard.areas.initiatives.choices import Status, Step
from allaboard.areas.initiatives.loop import StepState
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.initiatives import owners_for, workable_by
from allaboard.areas.initiatives.queries.loop import notes_of
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import holding
from allaboard.ui.columns import Column, mark
from allaboard.ui.tables import Filter, Table, action_on_chosen

STATUS_TONES = {Status.OPEN: "accent", Status.CLOSED: "good", Status.STOPPED: "plain"}


class _Steps:
    """The step of each initiative on the list, asked for once and only when it is shown or filtered by."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    @cached_property
    def notes(self) -> dict[int, tuple[Step, StepState]]:
        return notes_of(self.actor, list(workable_by(self.actor).values_list("pk", flat=True)))

    def label(self, initiative: Initiative) -> str:
        return str(self.notes[initiative.pk][0].label)

    def note(self, initiative: Initiative) -> str:
        return capfirst(self.notes[initiative.pk][1].note)

    def at(self, initiatives: QuerySet[Initiative], step: str) -> QuerySet[Initiative]:
        return initiatives.filter(
            pk__in=[pk for pk, (stands_at, _state) in self.notes.items() if stands_at == step]
        )


def initiative_table(request: ActorRequest) -> Table:
    """Every initiative the actor works on, as the address asks for it."""
    steps = _Steps(request.actor)
    return Table(
        columns=_columns(steps),
        filters=_filters(request.actor, steps),
        queryset=workable_by(request.actor).select_related("owner"),
        request=request,
        default_sort="-created_at",
        bulk_actions=[
            action_on_chosen(request, "stop", pgettext("action", "Stop"), reverse("initiatives:stop_chosen"))
        ],
        search=_search,
        name="initiatives",
        caption=_("Initiatives"),
        empty=(_("No initiative yet."), _("Start initiative"), reverse("initiatives:start")),
    )


def _search(initiatives: QuerySet[Initiative], text: str) -> QuerySet[Initiative]:
    return holding(initiatives, text, "title", "unit", "problem")


def _columns(steps: _Steps) -> list[Column]:
    return [
        Column(
            "title",
            _("Initiative"),
            sort="title",
            url=lambda one: reverse("initiatives:detail", args=[one.pk]),
            detail=lambda one: one.unit,
        ),
        Column("step", _("Step"), steps.label, detail=steps.note),
        Column("owner", _("Owner"), "owner.name", sort="owner__family_name"),
        Column("status", _("State"), _state, sort="status", kind="badge", tone=_tone),
        Column("created_at", _("Started"), sort="created_at", kind="date"),
        mark("sample", _("Sample"), lambda row: row.is_sample),
    ]


def _state(initiative: Initiative) -> str:
    return str(initiative.get_status_display())


def _tone(initiative: Initiative) -> str:
    return STATUS_TONES[Status(initiative.status)]


def _filters(actor: Actor, steps: _Steps) -> list[Filter]:
    return [
        Filter("step", _("Step"), steps.at, Step.choices),
        Filter("owner", _("Owner"), _owned_by, lambda: owners_for(actor)),
        Filter("status", _("State"), lambda found, value: found.filter(status=value), Status.choices),
    ]


def _owned_by(initiatives: QuerySet[Initiative], value: str) -> QuerySet[Initiative]:
    return initiatives.filter(owner_id=int(value)) if value.isdecimal() else initiatives.none()
