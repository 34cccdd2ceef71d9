"""People for programs: the same people, fields and verbs as on the pages."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile

from allaboard.errors import RuleBroken
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.people import permissions, portraits, queries, services
from allaboard.foundation.people.choices import EmploymentStatus, EmploymentType, UserType
from allaboard.foundation.people.importing import services as imports
from allaboard.foundation.people.importing.whole import Wishes, import_people
from allaboard.foundation.people.models import Import, Person

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Day = Annotated[date | None, Query(None, description="As of this day; today without it")]
Text = Annotated[str, Field(max_length=250)]


class PersonFields(Schema):
    """A person's attributes; only what is given is changed."""

    external_id: Text | None = None
    email: Annotated[str, Field(max_length=254)] | None = None
    user_name: Text = ""
    given_name: Text = ""
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


class ImportOut(Schema):
    """What an import did."""

    id: int
    file_name: str
    status: str
    row_count: int
    created_count: int
    updated_count: int
    unchanged_count: int
    skipped_count: int
    uploaded_by_name: str
    uploaded_at: datetime


class ImportWishes(Schema):
    """How a file is to be taken."""

    dry_run: bool = False
    skip_bad: bool = False
    clear_empty: bool = False
    encoding: Annotated[str, Field(max_length=20)] = ""


class RowProblem(Schema):
    """A row that cannot be taken, and why."""

    row: int
    reasons: list[str]


class ImportAnswer(Schema):
    """What a file did, or would do."""

    id: int | None
    rows: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    noted: int
    columns: dict[str, str]
    problems: list[RowProblem]


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


@router.get("/imports", response=Page[ImportOut], auth=scope("people:read"))
def list_imports(request: ActorRequest, cursor: Cursor, limit: Limit) -> Page[ImportOut]:
    """Imports, newest first."""
    return paginate(queries.imports_of(request.actor), cursor, limit, order="-pk")


@router.post("/imports", response=ImportAnswer, auth=scope("people:write"))
@idempotent
def import_file(
    request: ActorRequest, file: Annotated[UploadedFile, File()], wishes: Annotated[ImportWishes, Form()]
) -> ImportAnswer:
    """Bring in a CSV or XLSX file; with rows that have problems nothing is changed, unless they are to be skipped."""
    with tempfile.NamedTemporaryFile(prefix="allaboard-upload-") as kept:
        for piece in file.chunks():
            kept.write(piece)
        kept.flush()
        result = import_people(
            Path(kept.name), by=request.actor, wishes=Wishes(**wishes.dict()), file_name=file.name or "file"
        )
    told = {name: getattr(result, name) for name in ImportAnswer.model_fields if name != "problems"}
    return ImportAnswer(**told, problems=[RowProblem(row=row, reasons=why) for row, why in result.problems])


@router.post("/imports/{import_id}/undo", response=ImportOut, auth=scope("people:write"))
@idempotent
def undo_import(request: ActorRequest, import_id: Id) -> Import:
    """Take an import back."""
    imports.undo_import(queries.import_for(request.actor, import_id), by=request.actor)
    return queries.import_for(request.actor, import_id)


@router.get("/{person_id}", response=PersonOut, auth=scope("people:read"))
def get_person(request: ActorRequest, person_id: Id, on: Day) -> PersonOut:
    """One person, today or as of a day."""
    return _shown(request.actor, queries.person_for(request.actor, person_id), on)


@router.patch("/{person_id}", response=PersonOut, auth=scope("people:write"))
def change_person(request: ActorRequest, person_id: Id, body: PersonFields) -> PersonOut:
    """Change a person from today on."""
    person = queries.person_for(request.actor, person_id)
    person = services.update_person(person, _values(request.actor, body), by=request.actor)
    return _shown(request.actor, person)


def _shown(actor: Actor, person: Person, day: date | None = None) -> PersonOut:
    facts = queries.attributes_on(person.pk, day) if day else portraits.present_facts(person)
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
