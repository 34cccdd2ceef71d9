"""Who may make, change and read segments, and which facts a rule may ask about in whose name."""

from django.db.models import Q, QuerySet

from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.facade import visible_people
from allaboard.foundation.people.fields.attributes import CARD, WORK
from allaboard.foundation.people.models import Person
from allaboard.foundation.people.permissions import FIELDS_AT
from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.queries import USERS, fields_of
from allaboard.foundation.segments.rules import Rule
from allaboard.foundation.segments.rules.attributes import ATTRIBUTES, Attribute

# Derived from fields that a card shows, or telling nothing beyond what one already sees.
ALWAYS_READABLE = frozenset({"manager_path", "is_sample"})


def may_use(actor: Actor) -> bool:
    """Whether the actor may make segments."""
    return actor.has(*USERS) or actor.is_system


def may_change(actor: Actor, segment: Segment) -> bool:
    """Owners change their segments; HR changes any."""
    own = actor.person_id is not None and segment.owner_id == actor.person_id
    return actor.acts_for_hr or (own and may_use(actor))


def may_share(actor: Actor) -> bool:
    """Only the team shares segments; a manager's stay the manager's own."""
    return actor.is_team or actor.is_system


def readable_attributes(actor: Actor) -> list[Attribute]:
    """Attributes the actor may build a rule on, in the order of the catalogue."""
    return [each for each in ATTRIBUTES if may_ask(actor, each)]


def may_ask(actor: Actor, attribute: Attribute) -> bool:
    """Whether a rule of the actor's may ask about the attribute; about custom fields only a rule of HR's."""
    is_known = attribute.kind is not Kind.CUSTOM  # a custom field may be called as any other
    return sees_everyone(actor) or (is_known and attribute.field in FIELDS_AT[WORK] | ALWAYS_READABLE)


def sees_everyone(actor: Actor) -> bool:
    """Whether the whole directory is open to the actor, all facts included."""
    return actor.acts_for_hr


def forbidden_names(actor: Actor, rule: Rule) -> list[str]:
    """What a rule asks about that the actor may read of nobody, in the words of rules."""
    if sees_everyone(actor):
        return []
    hidden = fields_of(rule) - FIELDS_AT[WORK] - ALWAYS_READABLE
    known = {each.key for each in ATTRIBUTES if each.field in hidden}
    return sorted(known | {"custom fields" for field in hidden if field == "custom_fields"})


def people_open_to(actor: Actor, rule: Rule) -> QuerySet[Person]:
    """The people among whom the actor may ask a rule: those of whom the actor may read every fact it asks about.

    Communications may ask work facts of all they see: a message for the night shift needs its address, not its list.
    A manager may ask work facts only of the people below; facts on a card of everyone seen.
    """
    seen = visible_people(actor)
    on_cards = fields_of(rule) <= FIELDS_AT[CARD] | ALWAYS_READABLE
    if sees_everyone(actor) or actor.has(Role.COMMUNICATIONS) or on_cards:
        return seen
    return seen.filter(Q(pk=actor.person_id) | Q(manager_path__contains=[actor.person_id]))
