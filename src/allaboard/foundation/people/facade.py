"""The door to the directory for every other room."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people import queries
from allaboard.foundation.people.fields.attributes import GROUP_FIELDS
from allaboard.foundation.people.fields.wording import group_in_words, in_words
from allaboard.foundation.people.importing.whole import ImportResult, import_people
from allaboard.foundation.people.importing.wishes import Wishes, mapping_from
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.queries import (
    as_of,
    has_import_in_force,
    holding,
    holds_own_people,
    matching,
    present_people,
    tenure_band,
    visible_people,
)
from allaboard.foundation.people.services import remove_sample
from allaboard.foundation.people.upkeep.protection import how_many_cannot_be_opened
from allaboard.foundation.people.upkeep.wholesale import indexes_built_afterwards, written_in_bulk

__all__ = [
    "ImportResult",
    "PersonRef",
    "Wishes",
    "as_of",
    "group_attributes",
    "group_in_words",
    "has_import_in_force",
    "holding",
    "holds_own_people",
    "how_many_cannot_be_opened",
    "import_people",
    "in_words",
    "indexes_built_afterwards",
    "mapping_from",
    "matching",
    "person_ref",
    "person_refs",
    "present_people",
    "remove_sample",
    "tenure_band",
    "visible_people",
    "written_in_bulk",
]


@dataclass(frozen=True, slots=True)
class PersonRef:
    """What other rooms need to name, greet, place and reach a person."""

    id: int
    name: str
    first_name: str
    email: str
    title: str
    department: str
    location: str
    manager_id: int | None
    language: str
    timezone: str


def person_ref(actor: Actor, person_id: int) -> PersonRef:
    """The person, if the actor may see them.

    Raises:
        NotFound: there is no such person, or the actor may not know.
    """
    return _ref(queries.person_for(actor, person_id))


def person_refs(ids: Iterable[int]) -> dict[int, PersonRef]:
    """People by id in one question, for callers who have already asked who may see them."""
    return {pk: _ref(person) for pk, person in queries.people_by_id(ids).items()}


def group_attributes() -> list[tuple[str, str | Promise]]:
    """Attributes by which results may be shown in groups, with their labels.

    All are fields of Person but `tenure_band`, which is the expression `tenure_band()`.
    """
    return list(GROUP_FIELDS)


def _ref(person: Person) -> PersonRef:
    return PersonRef(
        id=person.pk,
        name=person.name,
        first_name=person.first_name,
        email=person.email or "",
        title=person.title,
        department=person.department,
        location=person.work_location,
        manager_id=person.manager_id,
        language=person.preferred_language,
        timezone=person.timezone,
    )
