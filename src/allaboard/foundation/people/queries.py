"""Named questions about people; the viewer comes first."""

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    Expression,
    F,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat
from django.db.models.lookups import Contains
from django.utils import timezone

from allaboard.errors import NotFound
from allaboard.foundation.access.queries import holders_of
from allaboard.foundation.access.roles import HR, NOBODY, Actor, Role
from allaboard.foundation.people.choices import PRESENT, ImportStatus, TenureBand
from allaboard.foundation.people.models import SEARCHED_FIELDS, Import, Person, PersonVersion
from allaboard.foundation.people.permissions import may_import, reads_everyone
from allaboard.foundation.people.rules import TENURE_YEARS

Row = TypeVar("Row", bound=Model)

MORE_THAN_ALL = 1_000_000_000
SEE_ALL_PRESENT = (Role.COMMUNICATIONS, Role.RECRUITER)
PRESENT_CONDITION = Q(active=True, employment_status__in=PRESENT)


def present_people() -> QuerySet[Person]:
    """Everyone who works here today."""
    return Person.objects.filter(PRESENT_CONDITION)


def holds_own_people() -> bool:
    """Whether anybody is here who is not of the sample company, be it in a file that was not imported yet."""
    in_files = Import.objects.exclude(status=ImportStatus.UNDONE)
    return Person.objects.filter(is_sample=False).exists() or in_files.exists()


def has_import_in_force() -> bool:
    """Whether a file of people was imported and not taken back."""
    return Import.objects.filter(status=ImportStatus.DONE).exists()


def visible_people(actor: Actor) -> QuerySet[Person]:
    """The people whom the actor may see.

    HR and administrators: everyone, leavers too. Communications and recruiters: everyone who works here.
    Anyone else in the directory: themselves, the people under them, and the managers above them.
    """
    if reads_everyone(actor):
        return Person.objects.all()
    mine = _own_circle(actor)
    if actor.has(*SEE_ALL_PRESENT):
        return Person.objects.filter(PRESENT_CONDITION | mine) if mine else present_people()
    return Person.objects.filter(mine) if mine else Person.objects.none()


def _own_circle(actor: Actor) -> Q:
    if actor == NOBODY or actor.person_id is None or not actor.has(Role.EMPLOYEE, Role.MANAGER):
        return Q()
    path = Person.objects.filter(pk=actor.person_id).values_list("manager_path", flat=True).first() or []
    return Q(pk__in=[actor.person_id, *path]) | Q(manager_path__contains=[actor.person_id])


def person_for(actor: Actor, pk: int) -> Person:
    """The person, if the actor may see them.

    Raises:
        NotFound: there is no such person, or the actor may not know.
    """
    person = visible_people(actor).select_related("manager", "hr_partner").filter(pk=pk).first()
    if person is None:
        raise NotFound
    return person


def fold(expression: Expression | F | Value) -> Func:
    """The text without accents and case, as the search index holds it."""
    return Func(expression, function="people_fold", output_field=CharField())


def holding(rows: QuerySet[Row], text: str, *fields: str) -> QuerySet[Row]:
    """Rows whose fields, read one after the other, hold the text, accents and case aside."""
    parts = [part for field in fields for part in (F(field), Value(" "))]
    searched = fold(Concat(*parts, output_field=TextField()))
    return rows.filter(Contains(searched, fold(Value(text))))


def matching(people: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name, e-mail or title holds every word of the text, in any order, accents and case aside."""
    found = Person.objects.annotate(
        searched=Func(*SEARCHED_FIELDS, function="people_search", output_field=CharField())
    )
    for word in text.split()[:8]:
        found = found.filter(searched__contains=fold(Value(word)))
    # The limit, larger than any company, keeps the words a question of their own, which the index answers. Else the
    # database may walk through everybody in the order that is wanted and fold each name, in the hope of finding some soon.
    return people.filter(pk__in=found.order_by().values("pk")[:MORE_THAN_ALL])


def as_of(day: date) -> QuerySet[PersonVersion]:
    """What was true of each known person on a day; one version per person, its facts in `attributes`."""
    return PersonVersion.objects.filter(effective_from__lte=day).filter(
        Q(effective_until__isnull=True) | Q(effective_until__gt=day)
    )


def attributes_on(person_id: int, day: date) -> dict[str, object]:
    """The person's attributes on a day; empty before anything was known. Empty fields have no entry."""
    found = as_of(day).filter(person_id=person_id).values_list("attributes", flat=True).first()
    return dict(found or {})


def versions_of(person: Person) -> QuerySet[PersonVersion]:
    """The person's history, oldest first."""
    return PersonVersion.objects.filter(person=person).order_by("effective_from")


def tenure_band(on: date | None = None) -> Case:
    """The band of time here as an expression, for annotations and groups."""
    day = on or timezone.localdate()
    whens = [
        When(start_date__gt=_years_before(day, end), then=Value(str(band)))
        for band, _, end in TENURE_YEARS
        if end
    ]
    return Case(
        When(start_date__isnull=True, then=Value("")),
        *whens,
        default=Value(str(TenureBand.OVER_10)),
        output_field=CharField(),
    )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)


def people_by_id(ids: Iterable[int]) -> dict[int, Person]:
    """People by id, in one question."""
    return Person.objects.in_bulk(list(ids))


def managers_among(people: QuerySet[Person], limit: int) -> QuerySet[Person]:
    """Those of the people who are here and have reports, the top of the tree first."""
    has_reports = Exists(Person.objects.filter(manager=OuterRef("pk"), active=True))
    return people.filter(has_reports, active=True).order_by("manager_path__len", "family_name", "pk")[:limit]


def custom_keys(people: QuerySet[Person], limit: int) -> list[str]:
    """Names of the custom fields in use among the people, in order."""
    keys = Func(F("custom_fields"), function="jsonb_object_keys", output_field=CharField())
    return list(people.order_by().values_list(keys, flat=True).distinct().order_by(keys)[:limit])


def partners() -> QuerySet[Person]:
    """People who work in HR, to be chosen as HR partner."""
    return holders_of(HR).filter(PRESENT_CONDITION).order_by("family_name", "given_name", "pk")


def branch(actor: Actor, manager_id: int | None) -> QuerySet[Person]:
    """The people the actor may see directly below a manager, with how many report to each; the tops for None."""
    below = visible_people(actor).filter(PRESENT_CONDITION)
    reports = (
        below.filter(manager=OuterRef("pk"))
        .order_by()
        .values("manager")
        .annotate(count=Count("pk"))
        .values("count")
    )
    people = below.filter(manager_id=manager_id) if manager_id else _tops(actor, below)
    counted = people.annotate(report_count=Coalesce(Subquery(reports), 0))
    leads_first = Case(When(report_count__gt=0, then=Value(0)), default=Value(1))
    return counted.order_by(leads_first, "family_name", "given_name", "pk")


def _tops(actor: Actor, below: QuerySet[Person]) -> QuerySet[Person]:
    """Whoever has no manager who works here; of a narrower view, whoever has none among the people seen."""
    if not (reads_everyone(actor) or actor.has(*SEE_ALL_PRESENT)):
        return below.filter(~Exists(below.filter(pk=OuterRef("manager"))))
    # Few have left and are still named as manager: to name them is quicker than to look for everybody's manager.
    reports = Exists(present_people().filter(manager=OuterRef("pk")))
    left = Person.objects.exclude(PRESENT_CONDITION).filter(reports).values_list("pk", flat=True)
    return below.filter(Q(manager=None) | Q(manager__in=list(left)))


def imports_of(actor: Actor) -> QuerySet[Import]:
    """The imports the actor may know of: all of them for who may import, none for anyone else."""
    return Import.objects.all() if may_import(actor) else Import.objects.none()


def import_for(actor: Actor, pk: int) -> Import:
    """The import, if the actor may know of it.

    Raises:
        NotFound: there is none, or the actor may not know.
    """
    found = imports_of(actor).filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found
