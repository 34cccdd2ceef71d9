"""Makes and removes the sample company."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from allaboard.areas.campaigns import facade as campaigns_area
from allaboard.areas.changes import facade as changes_area
from allaboard.areas.initiatives import facade as initiatives_area
from allaboard.areas.initiatives.choices import Status
from allaboard.areas.initiatives.services.initiatives import set_status
from allaboard.areas.listening import facade as listening_area
from allaboard.errors import RuleBroken
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people import facade as people_room
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments
from allaboard.foundation.touchpoints import facade as touchpoints
from allaboard.project.sample import (
    campaigns,
    cast,
    changes,
    company,
    contacts,
    directory,
    history,
    initiatives,
    question,
    waves,
)
from allaboard.project.sample import segments as saved
from allaboard.project.sample.past import Team
from allaboard.project.sample.plans import PLANS
from allaboard.project.sample.progress import OnProgress, Tick, nothing, stages

SEED = 20_261
LEAST_PEOPLE = 120


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


def is_here() -> bool:
    """Whether the sample company is in the database."""
    return Person.objects.filter(is_sample=True).exists()


@transaction.atomic
def make(
    people: int = 240,
    seed: int = SEED,
    *,
    today: date | None = None,
    on_progress: OnProgress = nothing,
) -> Truth:
    """Make the company; the same size, seed and day give the same company.

    Raises:
        RuleBroken: there is one already.
    """
    if is_here():
        raise RuleBroken("There is a sample company already. Remove it first: ./allaboard sample --remove")
    today = today or timezone.localdate()
    size = max(people, LEAST_PEOPLE)
    truth = Truth(seed=seed, people=size, today=today.isoformat())
    ticks = stages(on_progress)
    everyone = company.workers(size, seed, today)
    directory.load(everyone, round(size * (1 + company.LEAVER_SHARE)), ticks["People"])
    history.finish()
    ticks["Their history"](1.0)
    _run_the_loop(truth, cast.give_roles(), today, ticks)
    _measure_tables()
    return truth


def _measure_tables() -> None:
    """Let the database see how large its tables have become; else it plans the next question for empty ones."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _run_the_loop(truth: Truth, people: dict[str, Person], today: date, ticks: dict[str, Tick]) -> None:
    sam, lena = _actor(people["Sam"]), _actor(people["Lena"])
    truth.effects["night_leaver_factor"] = company.NIGHT_LEAVER_FACTOR
    truth.effects["contacts"] = contacts.make(truth.seed, people["Sam"], ticks["Contacts"])
    saved.make(sam)
    pulse, truth.effects["waves"] = waves.make(sam, truth.seed, today, ticks["Surveys"])
    started = initiatives.make(sam, pulse, people)
    truth.effects["initiatives"] = {plan.title: plan.stands_at.value for plan in PLANS}
    truth.effects["campaign"] = campaigns.make(Team(sam, lena, truth.seed), started, truth.people)
    ticks["Initiatives and campaigns"](1.0)
    changes.make(sam, pulse, started, ticks["Answers to people"])
    question.make(sam, today)
    set_status(started["reply"], Status.CLOSED, sam)


def _actor(person: Person) -> Actor:
    return actor_of(User.objects.get(person=person))


REMOVERS = (
    changes_area.remove_sample,
    campaigns_area.remove_sample,
    initiatives_area.remove_sample,
    listening_area.remove_sample,
    delivery.remove_sample,
    segments.remove_sample,
    touchpoints.remove_sample,
    cast.take_back,
    people_room.remove_sample,
)


def may_remove(actor: Actor) -> bool:
    """Whether the actor runs the installation and so may take the sample out."""
    return actor.has(Role.ADMIN, Role.HR_LEADER, Role.HR_GENERALIST)


@transaction.atomic
def remove() -> int:
    """Take out everything that belongs to the sample, area by area; how many rows went."""
    _measure_tables()
    return sum(remover() for remover in REMOVERS)
