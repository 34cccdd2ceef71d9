"""Who works at the sample company: seeded, any size, with two years of joining, moving and leaving."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from allaboard.project.sample.company.names import (
    DEPARTMENTS,
    FAMILY_NAMES,
    GIVEN_NAMES,
    MAIL_DOMAIN,
    PLACES,
    SHIFTS,
)
from allaboard.project.sample.company.seats import CHIEF, SPAN, Layout, layout_of

USUAL_PEOPLE, LEAST_PEOPLE, MOST_PEOPLE = 240, 1, 1_000_000
USUAL_SEED = 20_261
LEAVER_SHARE = 0.24  # of the present headcount, over two years
MOVER_SHARE = 0.12
NIGHT_LEAVER_FACTOR = 2.0  # planted: nights leave twice as often
WINDOW_DAYS = 730
NEW_IN, NEW_EACH = "Sales", 5  # there every fifth seat below the leads was filled in the last year


@dataclass(frozen=True, slots=True)
class Move:
    """An earlier place of a person, up to the day of the move."""

    moved_on: date
    department: str
    work_location: str
    team: str
    title: str


@dataclass(frozen=True, slots=True)
class Worker:
    """One row of the sample company's directory; managers come before their reports."""

    number: int
    manager_number: int | None
    given_name: str
    family_name: str
    department: str
    team: str
    title: str
    job_level: int
    work_location: str
    shift: str
    hire_date: date
    birth_year: int
    termination_date: date | None = None
    moves: tuple[Move, ...] = field(default=())

    @property
    def external_id(self) -> str:
        """How the company's own system calls the person."""
        return external_id(self.number)

    @property
    def email(self) -> str:
        """Unique by its number, readable by its name."""
        return f"{self.given_name}.{self.family_name}.{self.number}@{MAIL_DOMAIN}".lower()

    @property
    def place(self) -> tuple[str, str, str, str, str]:
        """Country, region, town, time zone and language of the place of work."""
        return PLACES[self.work_location]


def external_id(number: int) -> str:
    """How the company's own system calls a worker."""
    return f"B{number:06d}"


def workers(people: int, seed: int, today: date) -> Iterator[Worker]:
    """Everybody of the company, present and past, numbered from 0 (the chief executive).

    Args:
        people: present headcount, at least 1; those who have left come on top.
        seed: the same seed gives the same company.
        today: the day on which the company is looked at.
    """
    making = _Making(random.Random(seed), today, layout_of(people))
    yield _chief(today)
    number = 1
    for department, size in making.layout.sizes.items():
        for index in range(size):
            yield _member(making, number, department, index)
            number += 1
    yield from _leavers(making, number, round(people * LEAVER_SHARE))


@dataclass(frozen=True, slots=True)
class _Making:
    """What everybody is made from: the dice, the day, and the seats of the company."""

    chance: random.Random
    today: date
    layout: Layout


def _chief(today: date) -> Worker:
    return Worker(
        0,
        None,
        *CHIEF,
        "Management",
        "Management",
        "Chief executive",
        7,
        "Head office",
        "Day",
        today - timedelta(days=4015),
        1969,
    )


def _member(making: _Making, number: int, department: str, index: int) -> Worker:
    chance, layout = making.chance, making.layout
    _share, places, titles, in_shifts = DEPARTMENTS[department]
    depth = _depth(index)
    branch = _branch(index)
    name = layout.cast.get((department, index)) or (chance.choice(GIVEN_NAMES), chance.choice(FAMILY_NAMES))
    lead = (index - 1) // SPAN
    hired = max(_hire_date(chance, making.today, depth), _filled_on(making.today, department, index, depth))
    worker = Worker(
        number,
        0 if index == 0 else layout.starts[department] + lead,
        *name,
        department=department,
        team=f"{department} {lead + 1}" if index else department,
        title=titles[min(depth, len(titles) - 1)],
        job_level=max(1, 6 - depth),
        work_location=_pick_place(places, branch),
        shift=_shift(lead, depth) if in_shifts else "Day",
        hire_date=hired,
        birth_year=_birth_year(chance, hired),
    )
    return _with_moves(making, worker) if depth >= 2 else worker


def _leavers(making: _Making, number: int, wanted: int) -> Iterator[Worker]:
    """Those who left, from seats that none of the cast has; nobody where there is no such seat."""
    chance, layout = making.chance, making.layout
    departments = layout.open_departments
    weights = [layout.sizes[name] for name in departments]
    made = 0
    while made < wanted and departments:
        department = chance.choices(departments, weights)[0]
        index = chance.randrange(1, max(2, layout.sizes[department]))
        worker = _member(making, number, department, index)
        stays = worker.shift != "Night" and chance.random() < 1 - 1 / NIGHT_LEAVER_FACTOR
        if stays or (department, index) in layout.cast:
            continue
        yield _gone(making, worker)
        number += 1
        made += 1


def _gone(making: _Making, worker: Worker) -> Worker:
    """The worker, on some day within the window the last time."""
    chance = making.chance
    left = making.today - timedelta(days=chance.randrange(1, WINDOW_DAYS))
    hired = min(worker.hire_date, left - timedelta(days=chance.randrange(30, 900)))
    moves = tuple(move for move in worker.moves if hired < move.moved_on < left)
    return replace(worker, hire_date=hired, termination_date=left, moves=moves)


def _depth(index: int) -> int:
    depth = 0
    while index > 0:
        index = (index - 1) // SPAN
        depth += 1
    return depth


def _branch(index: int) -> int:
    """Which of the director's direct reports the person works under, so that a whole branch shares a place."""
    while index > SPAN:
        index = (index - 1) // SPAN
    return index


def _pick_place(places: dict[str, float], branch: int) -> str:
    position, total = (branch * 0.381966) % 1.0, 0.0
    for place, share in places.items():
        total += share
        if position < total:
            return place
    return next(iter(places))


def _shift(lead: int, depth: int) -> str:
    return "Day" if depth < 2 else SHIFTS[lead % len(SHIFTS)]


def _hire_date(chance: random.Random, today: date, depth: int) -> date:
    days = int(chance.expovariate(1 / 1900)) + (700 if depth < 2 else 5)
    return today - timedelta(days=min(days, 11_000))


def _filled_on(today: date, department: str, index: int, depth: int) -> date:
    """Since when a seat is surely filled by whoever has it now; long ago, but where many are new."""
    is_new = department == NEW_IN and depth >= 2 and index % NEW_EACH == 0
    return today - timedelta(days=30 + 13 * index % 300) if is_new else date.min


def _birth_year(chance: random.Random, hired: date) -> int:
    return max(hired.year - chance.randint(19, 45), 1960)


def _with_moves(making: _Making, worker: Worker) -> Worker:
    chance = making.chance
    if chance.random() > MOVER_SHARE:
        return worker
    moved = making.today - timedelta(days=chance.randrange(20, WINDOW_DAYS))
    elsewhere = [name for name, size in making.layout.sizes.items() if size and name != worker.department]
    if moved <= worker.hire_date or not elsewhere:
        return worker
    before = chance.choice(elsewhere)
    place = next(iter(DEPARTMENTS[before][1]))
    return replace(
        worker,
        moves=(Move(moved, before, place, f"{before} {chance.randint(1, 9)}", DEPARTMENTS[before][2][-1]),),
    )
