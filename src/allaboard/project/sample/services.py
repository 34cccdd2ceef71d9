"""Makes and removes the sample company."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from allaboard.errors import RuleBroken
from allaboard.foundation.people.facade import remove_sample as remove_people
from allaboard.foundation.people.models import Person
from allaboard.project.sample import cast, company, directory, history

SEED = 20_261
LEAST_PEOPLE = 40


@dataclass(slots=True)
class Truth:
    """What was planted, so that the product's figures can be held against it."""

    seed: int
    people: int
    today: str
    effects: dict[str, object] = field(default_factory=dict)

    def write(self, path: Path) -> None:
        """Keep the truth as JSON."""
        path.write_text(json.dumps(asdict(self), indent=2, default=str))


def is_wanted() -> bool:
    """Whether the database has nobody yet."""
    return not Person.objects.exists()


def make(
    people: int = 240,
    seed: int = SEED,
    *,
    today: date | None = None,
    on_progress: Callable[[int], None] = lambda done: None,
) -> Truth:
    """Make the company; the same size, seed and day give the same company."""
    if Person.objects.filter(is_sample=True).exists():
        raise RuleBroken("There is a sample company already. Remove it first: ./allaboard sample --remove")
    today = today or timezone.localdate()
    truth = Truth(seed=seed, people=people, today=today.isoformat())
    size = max(people, LEAST_PEOPLE)
    with transaction.atomic():
        first = directory.load(company.workers(size, seed, today), on_progress=on_progress)
        history.load(company.workers(size, seed, today), first)
        cast.give_roles()
    return truth


@transaction.atomic
def remove() -> int:
    """Take out everything that belongs to the sample; how many rows went."""
    return cast.take_back() + remove_people()
