"""Which people, which of their fields, and which verbs an actor is given."""

from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.fields.attributes import ATTRIBUTES, CARD, FULL, WORK
from allaboard.foundation.people.models import Person

FIELDS_AT = {
    CARD: frozenset(attribute.field for attribute in ATTRIBUTES if attribute.level == CARD),
    WORK: frozenset(attribute.field for attribute in ATTRIBUTES if attribute.level in (CARD, WORK)),
    FULL: frozenset(attribute.field for attribute in ATTRIBUTES) | {"custom_fields"},
}


def reads_everyone(actor: Actor) -> bool:
    """HR and administrators read the whole directory; nobody with a token that may not."""
    return actor.acts_for_hr or actor.has(Role.ADMIN)


def level_for(actor: Actor, person: Person) -> str:
    """How much of a person, whom the actor may see at all, the actor may read: card, work or full."""
    if reads_everyone(actor):
        return FULL
    own = actor.person_id is not None and actor.person_id in (person.pk, *person.manager_path)
    return WORK if own else CARD


def readable_fields(actor: Actor, person: Person) -> frozenset[str]:
    """Fields of the person that page, API and export may show to the actor."""
    return FIELDS_AT[level_for(actor, person)]


def fields_for_everyone_seen(actor: Actor) -> frozenset[str]:
    """Fields the actor may read of every person the actor sees; only by these may the list be filtered or sorted."""
    return FIELDS_AT[FULL if reads_everyone(actor) else CARD]


def may_edit(actor: Actor) -> bool:
    """Whether the actor keeps the directory: HR and administrators."""
    return actor.acts_for_hr or actor.has(Role.ADMIN)


def may_import(actor: Actor) -> bool:
    """Whether the actor may bring a file of people in, and undo it."""
    return may_edit(actor)


def may_know_of_protected(actor: Actor) -> bool:
    """Whether the actor may know that protected attributes are kept at all."""
    return actor.has(Role.HR_LEADER)
