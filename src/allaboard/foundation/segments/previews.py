"""What an actor may be shown of the people of a rule: never more than the actor sees in the directory."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from allaboard.errors import NotAllowed
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import present_people
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import permissions, queries
from allaboard.foundation.segments.findings import findings_of
from allaboard.foundation.segments.rules import Everyone, Rule, parse

SAMPLE = 5


@dataclass(frozen=True, slots=True)
class Preview:
    """How many people a rule finds, of how many, a few of them, and what looks odd about the rule."""

    people: int
    of: int
    sample: tuple[Person, ...]
    findings: tuple[str, ...]

    @property
    def share(self) -> float:
        """Share of everyone the actor sees who works here, 0 to 1."""
        return min(1.0, self.people / self.of) if self.of else 0.0


def seen_people(actor: Actor, rule: str | Rule, on: date | None = None) -> QuerySet[Person]:
    """The people of a rule as far as the actor may see them; the one list behind every count, sample and page.

    Raises:
        NotAllowed: the rule asks about facts the actor may not read, so that even a count would tell them.
        SegmentSyntaxError: the text is no rule.
    """
    tree = parse(rule) if isinstance(rule, str) else rule
    hidden = permissions.forbidden_names(actor, tree)
    if hidden:
        raise NotAllowed(
            _("This rule asks about facts you may not read: %(names)s.") % {"names": ", ".join(hidden)}
        )
    found = queries.people_matching_on(tree, on) if on else queries.people_matching(tree)
    return found if permissions.sees_everyone(actor) else permissions.people_open_to(actor, tree) & found


def asked_people(actor: Actor, rule: str | Rule, on: date | None = None) -> QuerySet[Person]:
    """Everyone of whom the actor may ask the rule and who works here, or did on a day: what a count is a share of."""
    tree = parse(rule) if isinstance(rule, str) else rule
    here = queries.people_matching_on(Everyone(), on) if on else present_people()
    return permissions.people_open_to(actor, tree) & here


def preview(actor: Actor, rule: str | Rule) -> Preview:
    """Count, sample and remarks for the actor.

    Raises:
        NotAllowed, SegmentSyntaxError: as `seen_people`.
    """
    tree = parse(rule) if isinstance(rule, str) else rule
    found = seen_people(actor, tree)
    return Preview(
        people=found.count(),
        of=asked_people(actor, tree).count(),
        sample=tuple(found.order_by("family_name", "given_name", "pk")[:SAMPLE]),
        findings=tuple(findings_of(permissions.people_open_to(actor, tree), tree)),
    )


def breakdowns(
    actor: Actor, rule: str | Rule, fields: Sequence[str], limit: int = 12
) -> list[list[tuple[str, int]]]:
    """For each field the largest groups of a rule's people, and the rest as one; counted in one question for all fields."""
    cells = seen_people(actor, rule).order_by().values_list(*fields).annotate(Count("pk"))
    counted = [Counter[str]() for _field in fields]
    for *values, people in cells:
        for sizes, value in zip(counted, values, strict=True):
            sizes[str(value or "")] += people
    return [_largest(sizes, limit) for sizes in counted]


def _largest(sizes: Counter[str], limit: int) -> list[tuple[str, int]]:
    ordered = sorted(sizes.items(), key=lambda group: (-group[1], group[0]))
    rows = [(name or _("Not known"), people) for name, people in ordered]
    rest = sum(people for _name, people in rows[limit:])
    return [*rows[:limit], *([(_("Others"), rest)] if rest else [])]
