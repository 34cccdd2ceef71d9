"""Who takes part while a wave is open: in steps, never by name."""

from dataclasses import dataclass

from django.db.models import Count, Q

from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.plans import attributes_of, group_name, plan_of
from allaboard.areas.listening.rules import participation_shown


@dataclass(frozen=True, slots=True)
class Turnout:
    """At least this many of those asked have taken part."""

    attribute: str
    label: str
    at_least: int
    invited: int

    @property
    def share(self) -> float:
        """The share that is shown, 0 to 1."""
        return self.at_least / self.invited if self.invited else 0.0


def live_participation(wave: Wave) -> list[Turnout]:
    """Everyone first, then the groups of the release plan."""
    blocks = list(
        wave.blocks.annotate(taken=Count("participations", filter=Q(participations__taken_part=True)))
    )
    minimum, plan = wave.minimum_group, plan_of(wave)
    rows = [("", "", blocks)]
    for index, (field, name) in enumerate(attributes_of(wave)):
        if plan.is_split(index):
            groups = plan.groups[index]
            rows += [
                (name, group_name(field, group.label), [b for b in blocks if b.groups[index] == group.label])
                for group in groups
            ]
    return [
        Turnout(
            attribute,
            label,
            participation_shown(sum(b.taken for b in lot), sum(b.invited for b in lot), minimum),
            sum(b.invited for b in lot),
        )
        for attribute, label, lot in rows
    ]
