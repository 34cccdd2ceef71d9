"""Who may make, change and read segments, and which facts a rule may ask about in whose name."""

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.permissions import fields_for_everyone_seen
from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.queries import USERS, fields_of
from allaboard.foundation.segments.rules import Rule
from allaboard.foundation.segments.rules.attributes import ATTRIBUTES, Attribute

# Derived from fields that a card shows, or telling nothing beyond what one already sees.
ALWAYS_READABLE = frozenset({"manager_path", "is_sample"})


def may_use(actor: Actor) -> bool:
    """Whether the actor may make segments."""
    return actor.has(*USERS) or actor.has("system")


def may_change(actor: Actor, segment: Segment) -> bool:
    """Owners change their segments; HR changes any."""
    own = actor.person_id is not None and segment.owner_id == actor.person_id
    return actor.is_hr or actor.has("system") or (own and may_use(actor))


def may_share(actor: Actor) -> bool:
    """Only the team shares segments; a manager's stay the manager's own."""
    return actor.is_team or actor.has("system")


def readable_attributes(actor: Actor) -> list[Attribute]:
    """Attributes the actor may build a rule on, in the order of the catalogue."""
    fields = fields_for_everyone_seen(actor) | ALWAYS_READABLE
    everything = actor.is_hr or actor.has("system")
    return [each for each in ATTRIBUTES if everything or each.field in fields]


def forbidden_fields(actor: Actor, rule: Rule) -> set[str]:
    """Fields a rule asks about that the actor may not read; counting them would tell what may not be read."""
    if actor.is_hr or actor.has("system"):
        return set()
    return fields_of(rule) - fields_for_everyone_seen(actor) - ALWAYS_READABLE
