"""The list of people: its columns, filters and bulk actions, as far as the actor's rights reach."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people import permissions, queries
from allaboard.foundation.people.choices import EmploymentStatus
from allaboard.foundation.people.fields.attributes import ATTRIBUTES, Attribute
from allaboard.foundation.people.fields.countries import in_order
from allaboard.foundation.people.fields.values import ValuesInUse
from allaboard.foundation.people.fields.wording import CODED_FIELDS, in_words
from allaboard.foundation.people.models import Person
from allaboard.ui.columns import Column
from allaboard.ui.tables import SEARCH, BulkAction, Filter, Table, action_on_chosen

TONES = {"active": "", "leave": "warn", "onboarding": "info", "prehire": "info"}
STATUS, EVERYONE = "status", "everyone"
MANAGERS_LISTED = 200
CUSTOM_EXPORTED = 100
FILTERED_FIELDS = ("department", "work_location", "country", "preferred_language")


def directory_table(request: ActorRequest) -> Table:
    """The people whom the actor may see, as the address asks for them; with every readable column when exported."""
    actor = request.actor
    people = queries.visible_people(actor).select_related("manager", "hr_partner")
    if _filters_status(actor) and not request.GET.get(STATUS):
        people = people.filter(queries.PRESENT_CONDITION)
    may_edit = permissions.may_edit(actor)
    return Table(
        columns=_page_columns(actor),
        file_columns=lambda: _export_columns(actor, people),
        filters=_filters(actor, people),
        queryset=people,
        request=request,
        default_sort="family_name",
        bulk_actions=[_set_partner(request)] if may_edit else [],
        name="people",
        search=queries.matching,
        empty=(
            _("Nobody is here yet."),
            _("Import people") if may_edit else "",
            reverse("people:import_new") if may_edit else "",
        ),
        caption=_("People"),
    )


def narrowing_of(table: Table) -> str:
    """The search and the filters that are on, as the address says them."""
    keys = [SEARCH, *(item.key for item in table.filters)]
    return urlencode({key: value for key in keys if (value := table.request.GET.get(key, "").strip())})


def _page_columns(actor: Actor) -> list[Column]:
    columns = [
        Column(
            "name",
            _("Name"),
            lambda p: p.name,
            sort="family_name",
            kind="person",
            url=_page_of,
            detail=lambda p: p.title,
        ),
        Column("department", _("Department"), sort="department"),
        Column("work_location", _("Location"), sort="work_location"),
        Column("manager", _("Manager"), lambda p: p.manager.name if p.manager else ""),
    ]
    if "start_date" in permissions.fields_for_everyone_seen(actor):
        columns += [
            Column("start_date", _("Started on"), sort="start_date", kind="date"),
            Column(
                "status", _("Status"), lambda p: p.get_employment_status_display(), kind="badge", tone=_tone
            ),
        ]
    return columns


def _page_of(person: Person) -> str:
    return reverse("people:person", args=[person.pk])


def _tone(person: Person) -> str:
    return TONES.get(person.employment_status, "plain")


def _export_columns(actor: Actor, people: QuerySet[Person]) -> list[Column]:
    columns = [Column(a.field, a.label, _exported(actor, a)) for a in ATTRIBUTES if a.field != "generation"]
    if permissions.reads_everyone(actor):
        keys = queries.custom_keys(people, CUSTOM_EXPORTED)
        columns += [Column(f"custom.{key}", key, _custom(key)) for key in keys]
    return columns


def _exported(actor: Actor, attribute: Attribute) -> Callable[[Person], object]:
    def value(person: Person) -> object:
        if attribute.field not in permissions.readable_fields(actor, person):
            return ""
        held = getattr(person, attribute.field)
        if isinstance(held, Person):
            return held.email or held.external_id
        is_plain = attribute.kind in ("date", "number") or attribute.field in CODED_FIELDS
        return held if is_plain else in_words(attribute.field, held)

    return value


def _custom(key: str) -> Callable[[Person], object]:
    return lambda person: person.custom_fields.get(key, "")


def _filters(actor: Actor, people: QuerySet[Person]) -> list[Filter]:
    values = ValuesInUse(people)
    filters = [_field_filter(values, a) for a in ATTRIBUTES if a.field in FILTERED_FIELDS]
    filters.append(Filter("manager", _("Under manager"), _under, choices=lambda: _managers(people)))
    if _filters_status(actor):
        choices = [(EVERYONE, _("Everyone, also before and after")), *EmploymentStatus.choices]
        filters.append(Filter(STATUS, _("Status"), _of_status, choices=choices, unset=_("Here now")))
    return filters


def _filters_status(actor: Actor) -> bool:
    return "employment_status" in permissions.fields_for_everyone_seen(actor)


def _field_filter(values: ValuesInUse, attribute: Attribute) -> Filter:
    field = attribute.field

    def options() -> Sequence[tuple[str, str]]:
        named = [(value, in_words(field, value)) for value in values.of(field)]
        return sorted(named, key=lambda each: in_order(each[1])) if field in CODED_FIELDS else named

    return Filter(
        field, attribute.label, lambda found, wanted: found.filter(**{field: wanted}), choices=options
    )


def _under(found: QuerySet[Person], wanted: str) -> QuerySet[Person]:
    return (
        found.filter(manager_path__contains=[int(wanted)])
        if wanted.isdecimal() and len(wanted) < 19
        else found.none()
    )


def _of_status(found: QuerySet[Person], wanted: str) -> QuerySet[Person]:
    return found if wanted == EVERYONE else found.filter(employment_status=wanted)


def _managers(people: QuerySet[Person]) -> list[tuple[str, str]]:
    return [(str(person.pk), person.name) for person in queries.managers_among(people, MANAGERS_LISTED)]


def _set_partner(request: HttpRequest) -> BulkAction:
    return action_on_chosen(request, "set_partner", str(_("Set HR partner")), reverse("people:set_partner"))
