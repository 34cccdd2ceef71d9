"""Which sums and percentages a case may hold, whoever writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import acting

from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.rules.cases import faults_in
from allaboard.areas.initiatives.services.initiatives import change_case
from allaboard.errors import RuleBroken


@pytest.mark.parametrize(
    ("case", "said_of"),
    [
        ({"cost_once": 0, "cost_yearly": None, "needed_percent": 100}, set()),
        ({"cost_once": -1, "cost_yearly": -0.01}, {"cost_once", "cost_yearly"}),
        ({"benefit_low": 5}, {"benefit_likely"}),
        ({"benefit_low": 0, "benefit_likely": 0}, {"benefit_likely"}),
        ({"benefit_low": -3, "benefit_likely": 0, "benefit_high": 0}, set()),
        ({"needed_percent": 0}, {"needed_percent"}),
        ({"needed_percent": None}, {"needed_percent"}),
        ({"needed_percent": 101}, {"needed_percent"}),
    ],
)
def test_each_fault_is_said_of_its_value(case, said_of):
    assert set(faults_in(case)) == said_of


@given(st.tuples(*[st.integers(-9, 9)] * 3))
def test_a_benefit_is_sound_exactly_when_the_likely_amount_lies_between(amounts):
    low, likely, high = amounts
    faults = faults_in(dict(zip(("benefit_low", "benefit_likely", "benefit_high"), amounts, strict=True)))
    assert bool(faults) == (not low <= likely <= high)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "said_of"),
    [
        ("cost_once", -1, "cost_once"),
        ("benefit_likely", 1, "benefit_likely"),
        ("benefit_low", None, "benefit_likely"),
        ("needed_percent", 101, "needed_percent"),
    ],
)
def test_the_service_refuses_what_does_not_hold_with_what_the_case_says_already(
    initiative, amara, name, value, said_of
):
    with pytest.raises(RuleBroken, match=said_of):
        change_case(initiative, {name: value}, acting(amara))

    kept = Initiative.objects.get()
    assert (kept.cost_once, kept.benefit_likely, kept.needed_percent) == (18_000, 61_000, 60)
