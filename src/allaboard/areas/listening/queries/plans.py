"""Release plans between their kept form and the statistics."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from allaboard.areas.listening.models import Wave
from allaboard.foundation.people.facade import group_attributes, group_in_words
from allaboard.statistics.anonymity import Group, ReleasePlan

NOT_STATED = "Not stated"  # kept so for whoever has no value, and read in the reader's language


def plan_of(wave: Wave) -> ReleasePlan:
    """The wave's release plan as it stands: as launched, or as lumped at the close."""
    return plan_from(wave.plan)


def plan_from(kept: Mapping[str, object]) -> ReleasePlan:
    """A plan out of the form in which a wave keeps it."""
    groups: list[list[list[str]]] = kept["groups"]  # type: ignore[assignment]
    minimum: int = kept["minimum"]  # type: ignore[assignment]
    return ReleasePlan(minimum, tuple(tuple(Group(tuple(values)) for values in one) for one in groups))


def kept_plan(plan: ReleasePlan) -> dict[str, object]:
    """The form in which a wave keeps a plan."""
    return {"minimum": plan.minimum, "groups": [[list(g.values) for g in one] for one in plan.groups]}


def attributes_of(wave: Wave) -> list[tuple[str, str]]:
    """The reported attributes in order: the field, and its name as the reader's language has it or the wave keeps it."""
    known = {field: str(label) for field, label in group_attributes()}
    return [(field, known.get(field, name)) for field, name in wave.attributes]


def group_name(field: str, label: str) -> str:
    """A group of an attribute in words, as the reader's language has them."""
    return group_in_words(field, label, {NOT_STATED: _("Not stated")})
