"""People who are asked, with what will be frozen of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

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
    missing = _("Not stated")
    if "tenure_band" in fields:
        people = people.annotate(tenure_band=tenure_band())
    rows = people.order_by("pk").values_list("pk", *fields)
    return [
        AskedPerson(pk, tuple(str(v) if v not in (None, "") else missing for v in values))
        for pk, *values in rows
    ]
