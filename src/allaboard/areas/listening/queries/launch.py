"""What a launch would fix, shown before it happens."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from allaboard.areas.listening.queries.asked import asked_sizes
from allaboard.areas.listening.queries.plans import group_name
from allaboard.foundation.people.facade import group_attributes
from allaboard.foundation.segments.facade import people_matching
from allaboard.statistics.anonymity import release_plan


@dataclass(frozen=True, slots=True)
class PlannedGroups:
    """The groups of one attribute, or none when it cannot be shown."""

    attribute: str
    labels: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """How many would be asked, how many of them no e-mail reaches, and which groups would be shown."""

    invited: int
    groups: tuple[PlannedGroups, ...]
    without_email: int = 0


def plan_preview(segment_text: str, attributes: Sequence[str], minimum: int) -> PlanPreview:
    """The release plan for the people whom the segment finds today."""
    people = people_matching(segment_text)
    sizes = asked_sizes(people, attributes)
    if not sizes:
        return PlanPreview(0, ())
    plan = release_plan(sizes, minimum)
    names = dict(group_attributes())
    shown = []
    for index, field in enumerate(attributes):
        lots = Counter({group_name(field, group.label): 0 for group in plan.groups[index]})
        for cell, number in sizes.items():
            lots[group_name(field, plan.block_of(cell)[index])] += number
        shown.append(PlannedGroups(str(names[field]), tuple(lots.items()) if plan.is_split(index) else ()))
    return PlanPreview(sizes.total(), tuple(shown), people.filter(email=None).count())
