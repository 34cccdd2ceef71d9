"""The holdout: stable, even, and independent of the order and company it is drawn in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.statistics.assignment import draw, held_out, held_out_by_stratum

ids = st.sets(st.integers(1, 10**9), max_size=200)


def test_the_draw_is_the_same_after_every_restart() -> None:
    assert draw("seed", 42) == pytest.approx(
        0.2457564816603146, abs=1e-15
    )  # kept: other code must agree for ever


@given(ids, st.randoms(), st.floats(0, 1))
def test_neither_order_nor_company_changes_a_persons_side(
    people: set[int], chance: object, share: float
) -> None:
    shuffled = sorted(people, key=lambda _: chance.random())  # type: ignore[attr-defined]
    together = held_out("s", shuffled, share)
    assert together == held_out("s", people, share)
    assert together == {person for person in people if held_out("s", [person], share)}


def test_the_share_converges() -> None:
    for seed in ("a", "b", "c"):
        assert len(held_out(seed, range(100_000), 0.1)) == pytest.approx(10_000, abs=4 * 95)


def test_two_campaigns_hold_out_unrelated_people() -> None:
    both = held_out("one", range(100_000), 0.1) & held_out("two", range(100_000), 0.1)
    assert len(both) == pytest.approx(1_000, abs=130)


@given(st.dictionaries(st.integers(1, 10**6), st.sampled_from("abc"), max_size=200), st.floats(0, 0.5))
def test_every_stratum_gives_its_part(strata: dict[int, str], share: float) -> None:
    out = held_out_by_stratum("s", strata, share)
    assert out == held_out_by_stratum("s", dict(reversed(strata.items())), share)
    for name in "abc":
        members = {person for person, stratum in strata.items() if stratum == name}
        assert abs(len(out & members) - share * len(members)) <= 0.5 + 1e-9


def test_a_share_beyond_everyone_is_refused() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        held_out("s", [1], 1.5)
