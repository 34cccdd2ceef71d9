"""The stages in which the sample company is made, each in a transaction of its own.

A stage writes the audit trail last, and queues no job before its long writes: others wait for both.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from allaboard.areas.initiatives.choices import Status
from allaboard.areas.initiatives.services.initiatives import set_status
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person
from allaboard.project.sample.acting import campaigns, changes, initiatives
from allaboard.project.sample.acting.past import Team
from allaboard.project.sample.acting.plans import PLANS
from allaboard.project.sample.company import cast, segments, staff
from allaboard.project.sample.listening import question, waves
from allaboard.project.sample.models import SampleRun
from allaboard.project.sample.planted import NOTHING, LeftOut, Planted
from allaboard.project.sample.progress import Tick
from allaboard.project.sample.rows import contacts, directory

ANSWERS = ("listening_participation", "listening_answer", "listening_comment", "listening_tally")
MESSAGES = ("changes_told", "delivery_delivery", "touchpoints_touchpoint")


@dataclass(frozen=True, slots=True)
class Stage:
    """One part of the company: its name in the run, what is shown, its part of the time, and the work.

    The parts were measured with 1,000,000 people; finding themes takes as long with 10,000.

    What it writes much of is measured afterwards, else the database plans the next question for empty tables.
    """

    name: str
    label: str
    weight: int
    work: Callable[[SampleRun, Tick], Planted]
    writes: tuple[str, ...] = ()


def stages() -> Iterator[Stage]:
    """All stages in their order."""
    yield Stage("people", "People", 180, _people, ("people_person", "people_personversion"))
    yield Stage("cast", "People", 1, _cast)
    yield Stage("contacts", "Contacts", 25, _contacts, ("touchpoints_touchpoint",))
    for number, run in enumerate(waves.RUNS):
        yield Stage(f"wave {number}", run.title, 50, partial(_wave, number), ANSWERS)
        yield Stage(f"themes {number}", run.title, 50, partial(_themes, number))
    yield Stage("initiatives", "Initiatives", 3, _initiatives)
    for key in campaigns.initiative_keys():
        yield Stage(f"campaign {key}", "Campaigns", 4, partial(_campaign, key))
    yield Stage("campaign that informs", "Campaigns", 4, _inform)
    yield Stage("changes", "Answers to people", 1, _changes)
    for number, _told in enumerate(changes.TOLD):
        yield Stage(f"told {number}", "Answers to people", 25, partial(_tell, number), MESSAGES)
    yield Stage("question", "An open question", 10, _question, ANSWERS)
    yield Stage("question asked", "An open question", 12, _ask, MESSAGES)
    yield Stage("closing", "The last touches", 1, _closing)


def _people(run: SampleRun, tick: Tick) -> Planted:
    everyone = staff.workers(run.people, run.seed, run.today)
    directory.load(everyone, round(run.people * (1 + staff.LEAVER_SHARE)), tick)
    here = Person.objects.filter(is_sample=True)
    if here.filter(active=False).exists() and here.filter(active=True, shift="Night").exists():
        return Planted({"night_leaver_factor": staff.NIGHT_LEAVER_FACTOR})
    return Planted(left_out=[LeftOut("Nights leave more often", "nobody works at night, or nobody left")])


def _cast(run: SampleRun, tick: Tick) -> Planted:
    cast.give_roles(run.people)
    segments.make(_actor("Sam", run))
    return Planted(left_out=cast.missing(run.people))


def _contacts(run: SampleRun, tick: Tick) -> Planted:
    return contacts.make(run.seed, cast.players(run.people)["Sam"], tick)


def _wave(number: int, run: SampleRun, tick: Tick) -> Planted:
    planted = waves.make(number, _actor("Sam", run), run.seed, run.today, tick)
    so_far = {**run.planted.get("waves", {}), **planted.effects}
    return Planted({"waves": so_far} if so_far else {}, planted.left_out)


def _themes(number: int, run: SampleRun, tick: Tick) -> Planted:
    waves.read(number, _actor("Sam", run))
    return NOTHING


def _initiatives(run: SampleRun, tick: Tick) -> Planted:
    people, team = cast.players(run.people), _team(run)
    obstacles = {
        plan: initiatives.obstacle(plan, people) or campaigns.obstacle(plan.key, team, run.people)
        for plan in PLANS
    }
    fitting = [plan for plan, obstacle in obstacles.items() if not obstacle]
    initiatives.make(fitting, team.by, waves.pulse(), people)
    return Planted(
        {"initiatives": {plan.title: plan.stands_at.value for plan in fitting}},
        [
            LeftOut(f"Initiative at “{plan.stands_at.label}”: {plan.title}", why)
            for plan, why in obstacles.items()
            if why
        ],
    )


def _campaign(key: str, run: SampleRun, tick: Tick) -> Planted:
    initiative = initiatives.started().get(key)
    return campaigns.make(key, _team(run), initiative, run.people) if initiative else NOTHING


def _inform(run: SampleRun, tick: Tick) -> Planted:
    if why := campaigns.nobody_approves(_team(run)):
        return Planted(left_out=[LeftOut("A campaign that informs", why)])
    campaigns.inform(_team(run), run.people)
    return NOTHING


def _team(run: SampleRun) -> Team:
    return Team(_actor("Sam", run), _actor("Lena", run), run.seed)


def _changes(run: SampleRun, tick: Tick) -> Planted:
    return Planted(left_out=changes.write(_actor("Sam", run), waves.pulse(), initiatives.started()))


def _tell(number: int, run: SampleRun, tick: Tick) -> Planted:
    changes.tell(number, _actor("Sam", run))
    return NOTHING


def _question(run: SampleRun, tick: Tick) -> Planted:
    return Planted(left_out=question.make(_actor("Sam", run), run.today))


def _ask(run: SampleRun, tick: Tick) -> Planted:
    question.ask(_actor("Sam", run), run.today)
    return NOTHING


def _closing(run: SampleRun, tick: Tick) -> Planted:
    if reply := initiatives.started().get("reply"):
        set_status(reply, Status.CLOSED, _actor("Sam", run))
    return NOTHING


def _actor(given_name: str, run: SampleRun) -> Actor:
    return actor_of(User.objects.get(person=cast.players(run.people)[given_name]))
