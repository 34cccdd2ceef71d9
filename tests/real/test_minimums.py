"""Why a minimum per group protects nobody (docs/decisions/0003-anonymity-by-blocks.md): small groups are had by subtraction."""

import csv
from collections import defaultdict
from itertools import combinations

import pytest
from tests.real.files import PEOPLE_FILE, needs

pytestmark = [pytest.mark.real, needs(PEOPLE_FILE)]
MINIMUM = 5
COMBINED = 3
ATTRIBUTES = (
    *("Department", "JobRole", "JobLevel", "Gender"),
    *("MaritalStatus", "Education", "EducationField", "BusinessTravel"),
)
Group = frozenset[tuple[str, str]]  # attribute and value, none for everybody


def groups_of(people: list[dict[str, str]]) -> dict[Group, int]:
    """How many people each combination of up to three attributes has, where it has any."""
    sizes: dict[Group, int] = defaultdict(int)
    for number in range(COMBINED + 1):
        for names in combinations(ATTRIBUTES, number):
            for person in people:
                sizes[frozenset((name, person[name]) for name in names)] += 1
    return sizes


def subtracted(sizes: dict[Group, int], known: set[Group]) -> set[Group]:
    """Groups that are what is left of a known one when all others of an attribute are known and taken away."""
    parts: dict[tuple[Group, str], list[Group]] = defaultdict(list)
    for group in sizes:
        for value in group:
            parts[group - {value}, value[0]].append(group)
    hidden = {key: [part for part in split if part not in known] for key, split in parts.items()}
    return {rest[0] for (whole, _name), rest in hidden.items() if whole in known and len(rest) == 1}


def test_groups_under_the_minimum_are_had_from_groups_above_it():
    with PEOPLE_FILE.open(newline="", encoding="utf-8-sig") as file:
        sizes = groups_of(list(csv.DictReader(file)))
    known = {group for group, size in sizes.items() if size >= MINIMUM}
    shown = len(known)
    while more := subtracted(sizes, known) - known:
        known |= more
    small = [sizes[group] for group in known if sizes[group] < MINIMUM]

    assert (shown, len(small), small.count(1)) == (2868, 847, 255)
