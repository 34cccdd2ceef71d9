"""People who are asked, with what will be frozen of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from allaboard.areas.listening.queries.plans import NOT_STATED
from allaboard.foundation.people.facade import tenure_band
from allaboard.foundation.people.models import Person
from allaboard.statistics.anonymity import Cell


@dataclass(frozen=True, slots=True)
class AskedPerson:
    """Someone who is asked, with the values of the reported attributes on that day."""

    person_id: int
    groups: Cell
    taken_part: bool = False


def asked_people(people: QuerySet[Person], fields: Sequence[str]) -> list[AskedPerson]:
    """People with the values of the reported attributes as they are now; a missing one is named as such."""
    rows = _with_groups(people, fields).order_by("pk").values_list("pk", *fields)
    return [AskedPerson(pk, _cell(values)) for pk, *values in rows]


def asked_sizes(people: QuerySet[Person], fields: Sequence[str]) -> Counter[Cell]:
    """How many people have each combination of the reported attributes, counted in the database."""
    sizes: Counter[Cell] = Counter()
    if not fields:
        sizes[()] = people.count()
        return +sizes
    rows = _with_groups(people, fields).order_by().values_list(*fields)
    for *values, number in rows.annotate(Count("pk")):
        sizes[_cell(values)] += number
    return sizes


def _with_groups(people: QuerySet[Person], fields: Sequence[str]) -> QuerySet[Person]:
    return people.annotate(tenure_band=tenure_band()) if "tenure_band" in fields else people


def _cell(values: Iterable[object]) -> Cell:
    return tuple(str(value) if value not in (None, "") else NOT_STATED for value in values)
