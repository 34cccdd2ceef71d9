"""A company of any size has somebody for every role that it can have, and nobody sits on two seats."""

from itertools import pairwise

import pytest

from allaboard.foundation.access.roles import Role
from allaboard.project.sample.company import cast
from allaboard.project.sample.company.seats import CAST, FULL_FROM, STAND_INS, layout_of, stand_in

SIZES = range(1, 241)
NEEDED = {role for part in cast.CAST for role in part.roles}


@pytest.fixture(scope="module")
def layouts():
    return {people: layout_of(people) for people in SIZES}


def test_the_departments_and_the_chief_are_the_people_asked_for(layouts):
    assert [sum(layout.sizes.values()) + 1 for layout in layouts.values()] == list(SIZES)
    assert min(size for layout in layouts.values() for size in layout.sizes.values()) == 0


def test_nobody_of_the_cast_sits_beyond_a_department_or_with_another(layouts):
    for layout in layouts.values():
        assert len(set(layout.numbers.values())) == len(layout.numbers)
        assert len(set(layout.cast.values())) == len(layout.cast)
        assert all(index < layout.sizes[place] for place, index in layout.cast)


def test_whoever_is_there_in_a_company_is_there_in_every_larger_one(layouts):
    present = [set(layout.numbers) for layout in layouts.values()]

    assert all(smaller <= larger for smaller, larger in pairwise(present))


def test_somebody_has_every_role_in_a_company_of_any_size(layouts):
    for layout in layouts.values():
        played = cast.parts_among(layout.numbers, layout.leading)
        assert {role for parts in played.values() for part in parts for role in part.roles} == NEEDED
        assert set(played) <= set(layout.numbers)
    assert {Role.HR_LEADER, Role.ADMIN} <= NEEDED


def test_nobody_is_a_manager_to_whom_nobody_reports(layouts):
    managers = {
        people: name
        for people, layout in layouts.items()
        for name, parts in cast.parts_among(layout.numbers, layout.leading).items()
        if any(part.leads for part in parts)
    }

    assert set(SIZES) - set(managers) == {1}
    assert all(name in layouts[people].leading for people, name in managers.items())
    assert (managers[2], managers[12], managers[240]) == ("Eleanor", "Rosa", "Ben")


@pytest.mark.parametrize(
    ("people", "says"),
    [
        (1, {"Eleanor"}),
        (2, {"Amara", "Eleanor"}),
        (7, {"Amara", "Sam", "Eleanor", "Rosa", "Chidi"}),
    ],
)
def test_in_a_tiny_company_one_person_has_several_roles(people, says):
    layout = layout_of(people)

    assert set(cast.parts_among(layout.numbers, layout.leading)) == says


def test_a_company_that_is_large_enough_has_a_seat_for_each(layouts):
    for people in range(FULL_FROM, 241):
        layout = layouts[people]
        played = cast.parts_among(layout.numbers, layout.leading)
        assert layout.cast == CAST
        assert {name: [part.given_name for part in parts] for name, parts in played.items()} == {
            part.given_name: [part.given_name] for part in cast.CAST
        }
        assert cast.missing(people) == []


def test_a_stand_in_is_found_up_to_the_chief_and_for_nobody_who_is_simply_missed():
    assert {stand_in(name, {"Eleanor"}) for name in STAND_INS} == {"Eleanor"}
    assert stand_in("Tomas", {"Amara", "Eleanor"}) == "Amara"
    assert stand_in("Chidi", {"Eleanor"}) == ""
    assert [one.because for one in cast.missing(1) if one.what.startswith("Chidi")] == [
        "there is no seat for it"
    ]
