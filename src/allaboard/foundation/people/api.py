"""People for programs: the same people, fields and verbs as on the pages."""

from datetime import date
from typing import Annotated

from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.api.facade import Cursor, Limit, Page, filled, idempotent, paginate, scope
from allaboard.foundation.people import permissions, queries, services, undoing
from allaboard.foundation.people.choices import EmploymentStatus, EmploymentType, UserType
from allaboard.foundation.people.directory import portraits
from allaboard.foundation.people.forms import PartnerForm
from allaboard.foundation.people.importing import api as import_api
from allaboard.foundation.people.models import Person
from allaboard.foundation.undo.facade import Offer, Undoable

router = Router()
router.add_router("/imports", import_api.router)
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Day = Annotated[date | None, Query(None, description="As of this day; today without it")]
Text = Annotated[str, Field(max_length=250)]


class PersonFields(Schema):
    """A person's attributes; only what is given is changed."""

    external_id: Text | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    user_name: Text = ""
    given_name: Text = ""
    middle_name: Text = ""
    family_name: Text = ""
    preferred_name: Text = ""
    formatted_name: Text = ""
    phone_number: Text = ""
    employee_number: Text = ""
    title: Text = ""
    user_type: UserType = UserType.EMPLOYEE
    employment_type: EmploymentType = EmploymentType.FULL_TIME
    employment_status: EmploymentStatus = EmploymentStatus.ACTIVE
    job_code: Text = ""
    job_level: Annotated[int, Field(ge=0, le=32_767)] | None = None
    hire_date: date | None = None
    start_date: date | None = None
    latest_rehire_date: date | None = None
    termination_date: date | None = None
    organization: Text = ""
    division: Text = ""
    department: Text = ""
    team: Text = ""
    cost_center: Text = ""
    manager_id: Id | None = None
    hr_partner_id: Id | None = None
    work_location: Text = ""
    country: Text = ""
    region: Text = ""
    locality: Text = ""
    shift: Text = ""
    timezone: Text = ""
    locale: Text = ""
    preferred_language: Text = ""
    custom_fields: dict[Annotated[str, Field(max_length=120)], Annotated[str, Field(max_length=10_000)]] = {}


class PersonOut(Schema):
    """A person as far as the caller may read; attributes that are empty or not for the caller are left out."""

    id: int
    name: str
    is_sample: bool
    attributes: dict[str, str | int | dict[str, str | int | float | bool] | None]


class PartnerIn(Schema):
    """Whose HR partner is to be another; null is nobody."""

    person_ids: Annotated[list[Id], Field(max_length=10_000)]
    partner_id: Id | None


class Narrowing(Schema):
    """Filters of the list."""

    q: Annotated[str, Field(max_length=200, description="Words of name, e-mail or title")] = ""
    department: Text = ""
    work_location: Text = ""
    country: Text = ""
    preferred_language: Text = ""
    under: Annotated[Id | None, Field(description="Everyone below this manager")] = None


@router.get("", response=Page[PersonOut], auth=scope("people:read"))
def list_people(
    request: ActorRequest, cursor: Cursor, limit: Limit, narrowing: Annotated[Narrowing, Query()]
) -> Page[PersonOut]:
    """People the caller may see."""
    people = queries.visible_people(request.actor)
    for field in ("department", "work_location", "country", "preferred_language"):
        wanted = getattr(narrowing, field)
        people = people.filter(**{field: wanted}) if wanted else people
    if narrowing.under:
        people = people.filter(manager_path__contains=[narrowing.under])
    if narrowing.q:
        people = queries.matching(people, narrowing.q)
    page = paginate(people, cursor, limit)
    return Page(items=[_shown(request.actor, person) for person in page.items], next=page.next)


@router.post("", response={201: PersonOut}, auth=scope("people:write"))
@idempotent
def create_person(request: ActorRequest, body: PersonFields) -> Status[PersonOut]:
    """Add a person; what is said is true from today."""
    person = services.create_person(_values(request.actor, body), by=request.actor)
    return Status(201, _shown(request.actor, person))


@router.get("/{int:person_id}", response=PersonOut, auth=scope("people:read"))
def get_person(request: ActorRequest, person_id: Id, on: Day) -> PersonOut:
    """One person, today or as of a day."""
    return _shown(request.actor, queries.person_for(request.actor, person_id), on)


@router.patch("/{int:person_id}", response=PersonOut, auth=scope("people:write"))
def change_person(request: ActorRequest, person_id: Id, body: PersonFields) -> PersonOut:
    """Change a person from today on."""
    person = queries.person_for(request.actor, person_id)
    person = services.update_person(person, _values(request.actor, body), by=request.actor)
    return _shown(request.actor, person)


@router.post("/hr-partner", response=Undoable, auth=scope("people:write"))
@idempotent
def set_hr_partner(request: ActorRequest, body: PartnerIn) -> dict[str, Offer]:
    """Give many people one HR partner at once; whom the caller does not see is left out."""
    require(permissions.may_edit(request.actor))
    people = queries.visible_people(request.actor).filter(pk__in=body.person_ids)
    partner = filled(PartnerForm({"partner": body.partner_id or ""}))["partner"]
    offer = undoing.set_partner(people, partner, request.actor)
    if offer is None:
        raise RuleBroken(_("Nothing was changed. All of them have this HR partner."))
    return {"undo": offer}


def _shown(actor: Actor, person: Person, day: date | None = None) -> PersonOut:
    facts = portraits.facts_of(person, day)
    readable = permissions.readable_fields(actor, person)
    if "custom_fields" in readable and not day and person.custom_fields:
        facts = facts | {"custom_fields": person.custom_fields}
    allowed = {
        name: value
        for name, value in facts.items()
        if name.removesuffix("_id") in readable or name in readable
    }
    plain = {name: value.isoformat() if isinstance(value, date) else value for name, value in allowed.items()}
    return PersonOut.model_validate(
        {"id": person.pk, "name": person.name, "is_sample": person.is_sample, "attributes": plain}
    )


def _values(actor: Actor, body: PersonFields) -> dict[str, object]:
    values: dict[str, object] = body.dict(exclude_unset=True)
    for name in ("manager", "hr_partner"):
        if f"{name}_id" in values:
            chosen = values.pop(f"{name}_id")
            values[name] = _known(actor, chosen) if isinstance(chosen, int) else None
    return values


def _known(actor: Actor, pk: int) -> Person:
    found = queries.visible_people(actor).filter(pk=pk).first()
    if found is None:
        raise RuleBroken(f"There is no person {pk}.")
    return found
