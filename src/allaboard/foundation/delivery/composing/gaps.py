"""Fields of a message that stand empty for some of those who get it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from allaboard.foundation.delivery.composing.fields import FIELD
from allaboard.foundation.people.models import Person

EMPTY = {
    "email": Q(email=None) | Q(email=""),
    "title": Q(title=""),
    "department": Q(department=""),
    "location": Q(work_location=""),
    "manager_name": Q(manager=None),
}


@dataclass(frozen=True, slots=True)
class Gap:
    """A field with the number of people for whom nothing stands in its place."""

    field: str  # as it is written, in braces
    people: int
    of: int


def gaps_in(texts: Iterable[str], people: QuerySet[Person]) -> list[Gap]:
    """The fields of the texts that are empty for some of the people, in one question; none is asked without such fields."""
    used = {found[1] for text in texts for found in FIELD.finditer(text)}.intersection(EMPTY)
    if not used:
        return []
    empty = {name: Count("pk", filter=EMPTY[name]) for name in used}
    counted = people.order_by().aggregate(all_of_them=Count("pk"), **empty)
    return [
        Gap(f"{{{name}}}", counted[name], counted["all_of_them"])
        for name in EMPTY
        if name in used and counted[name]
    ]
