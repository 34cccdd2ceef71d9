"""How many work where in a company of any size, and which seats those have whom a reader meets."""

from collections.abc import Collection
from dataclasses import dataclass
from itertools import accumulate

from allaboard.project.sample.company.names import DEPARTMENTS

Seat = tuple[str, int]  # a department, and the number within it: 0 is its head
Name = tuple[str, str]

SPAN = 8  # people who report to one lead
FULL_FROM = (
    120  # from here on every department has its leads and everybody whom a reader meets a seat of their own
)
CHIEF: Name = ("Eleanor", "Hart")  # worker 0, in a company of any size

# Whoever a reader meets, and where; in a department that is smaller, the last seat that is left.
CAST: dict[Seat, Name] = {
    ("Operations", 0): ("Rosa", "Ortega"),
    ("Operations", 1): ("Aisha", "Bello"),
    ("Operations", 2): ("Ben", "Adler"),
    ("Operations", 20): ("Chidi", "Obi"),
    ("Finance", 0): ("Jonas", "Keller"),
    ("Human Resources", 0): ("Amara", "Nwosu"),
    ("Human Resources", 1): ("Sam", "Okafor"),
    ("Human Resources", 2): ("Tomas", "Lind"),
    ("Human Resources", 3): ("Ines", "Duarte"),
    ("Human Resources", 4): ("Priya", "Raman"),
    ("Legal and Communications", 0): ("Mei", "Tanaka"),
    ("Legal and Communications", 1): ("Lena", "Vogt"),
    ("IT", 0): ("Alex", "Morgan"),
}

# The seats that a small company fills first, one after the other; those after them go where the share is least met.
FIRST_SEATS = (
    *("Human Resources", "Human Resources", "Operations", "Operations", "Operations", "Operations"),
    *("Legal and Communications", "IT", "Finance", "Legal and Communications", "Operations", "Operations"),
    *("Human Resources", "Operations", "Human Resources", "Human Resources"),
)

# Who does the work of somebody who is not there; whoever is not named here is simply missed.
STAND_INS = {
    "Sam": "Amara",
    "Amara": "Eleanor",
    "Lena": "Mei",
    "Mei": "Eleanor",
    "Tomas": "Sam",
    "Ines": "Sam",
    "Priya": "Amara",
    "Alex": "Amara",
    "Jonas": "Eleanor",
    "Rosa": "Eleanor",
    "Ben": "Rosa",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """The seats of a company: how many each department has, the number of its first, and who of the cast sits where."""

    sizes: dict[str, int]
    starts: dict[str, int]
    cast: dict[Seat, Name]

    @property
    def numbers(self) -> dict[str, int]:
        """The numbers of those whom a reader meets, by given name; others may bear the same name by chance."""
        found = {given: self.starts[place] + index for (place, index), (given, _family) in self.cast.items()}
        return {CHIEF[0]: 0} | found

    @property
    def leading(self) -> frozenset[str]:
        """Those whom a reader meets and to whom somebody reports, by given name."""
        leads = {
            given for (place, index), (given, _) in self.cast.items() if index * SPAN + 1 < self.sizes[place]
        }
        return frozenset(leads | ({CHIEF[0]} if any(self.sizes.values()) else set()))

    @property
    def open_departments(self) -> list[str]:
        """Where somebody can have left whom no reader would miss."""
        return [name for name, size in self.sizes.items() if size and self._has_plain_seat(name, size)]

    def _has_plain_seat(self, name: str, size: int) -> bool:
        return any((name, index) not in self.cast for index in range(1, max(2, size)))


def layout_of(people: int) -> Layout:
    """The seats of a company.

    Args:
        people: present headcount with the chief executive, at least 1.
    """
    sizes = _full(people - 1) if people >= FULL_FROM else _small(people - 1)
    before = accumulate(sizes.values(), initial=1)
    return Layout(sizes, dict(zip(sizes, before, strict=False)), _cast(sizes))


def stand_in(name: str, there: Collection[str]) -> str:
    """Who does the work of a member of the cast, of those who are there; nobody is an empty name."""
    while name and name not in there:
        name = STAND_INS.get(name, "")
    return name


def _full(others: int) -> dict[str, int]:
    sizes = {
        name: max(5 if name == "Human Resources" else 2, int(others * share))
        for name, (share, *_) in DEPARTMENTS.items()
    }
    sizes["Operations"] += others - sum(sizes.values())
    return sizes


def _small(others: int) -> dict[str, int]:
    sizes = dict.fromkeys(DEPARTMENTS, 0)
    for name in FIRST_SEATS[:others]:
        sizes[name] += 1
    for _ in range(others - len(FIRST_SEATS)):
        sizes[max(DEPARTMENTS, key=lambda name: DEPARTMENTS[name][0] / (sizes[name] + 1))] += 1
    return sizes


def _cast(sizes: dict[str, int]) -> dict[Seat, Name]:
    """Everybody for whom there is a seat; where two would have the same, the one who is named first."""
    seats: dict[Seat, Name] = {}
    for (place, index), name in CAST.items():
        if sizes[place]:
            seats.setdefault((place, min(index, sizes[place] - 1)), name)
    return seats
