"""Whoever knows all figures of a campaign is never sure that all of a small group did the same, or did not."""

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from allaboard.areas.campaigns.rules.counting import Counts, Lot, added, lift_groups
from allaboard.areas.campaigns.rules.telling import Account, Figures, Known, account
from allaboard.statistics.lift import lift_between
from allaboard.statistics.ranges import SMALL
from allaboard.statistics.told import Told

CELLS = [(department, shift) for department in ("Mill", "Paint", "Sales") for shift in ("Day", "Night")]
BY_RULE = Known(who_saw=True, who_acted=True, acts_in_message=False)
BY_BUTTON = Known(who_saw=True, who_acted=True, acts_in_message=True)


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    """People of one place: often all or none of them did it, which is where the danger lies."""
    treated, holdout = draw(st.integers(0, 14)), draw(st.integers(0, 12))
    delivered = draw(st.one_of(st.just(treated), st.integers(0, treated)))

    def some(people: int) -> int:
        return draw(st.one_of(st.sampled_from([0, people]), st.integers(0, people)))

    return Counts(treated, delivered, some(delivered), some(delivered), holdout, some(holdout))


def lots_of(company: dict[tuple[str, str], Counts]) -> list[Lot]:
    return [Lot(cell, cell[0], one) for cell, one in sorted(company.items())]


def shown(told: Account, of: Callable[[Figures], Told | None]) -> Iterator[tuple[int, str, Told | None]]:
    for group in told.groups:
        yield group.attribute, group.label, of(group.figures)


def possible(
    lots: list[Lot], told: Account, of: Callable[[Figures], Told | None], could: list[int], wanted: list[int]
) -> tuple[int, int]:
    """The fewest and most of some people who can have done it, given every figure: an integer program."""
    rows, low, high = [np.ones(len(lots))], [0], [sum(could)]
    for attribute, label, group in [*shown(told, of), (0, "", of(told.everyone))]:
        if group is not None:
            names = label.split(" + ")
            rows.append(np.array([not label or lot.cell[attribute] in names for lot in lots], dtype=float))
            low.append(group.fewest)
            high.append(group.most)
    ends = [
        milp(
            sign * np.array(wanted, dtype=float),
            constraints=LinearConstraint(np.array(rows), low, high),
            bounds=Bounds(0, could),
            integrality=np.ones(len(lots)),
        )
        for sign in (1, -1)
    ]
    assert all(end.success for end in ends)
    return round(ends[0].fun), round(-ends[1].fun)


@pytest.mark.parametrize(
    ("known", "could", "did", "of"),
    [
        (BY_RULE, "delivered", "seen", lambda figures: figures.seen),
        (BY_RULE, "treated", "acted", lambda figures: figures.acted),
        (BY_BUTTON, "delivered", "acted", lambda figures: figures.acted),
        (BY_RULE, "holdout", "holdout_acted", lambda figures: figures.holdout_acted),
    ],
    ids=["seen", "acted", "pressed the button", "held out"],
)
@settings(max_examples=60, deadline=None)
@given(st.dictionaries(st.sampled_from(CELLS), counts(), min_size=2))
def test_nobody_is_sure_what_all_of_a_small_group_did(known, could, did, of, company):
    """Neither of a shown group, nor of those of it whom the message has reached."""
    lots = lots_of(company)
    told = account(lots, known)
    people = [getattr(lot.counts, could) for lot in lots]

    for attribute, label, group in shown(told, of):
        if group is None:
            continue
        inside = [int(lot.cell[attribute] in label.split(" + ")) for lot in lots]
        of_them = sum(n for n, is_in in zip(people, inside, strict=True) if is_in)
        yes = sum(getattr(lot.counts, did) for lot, is_in in zip(lots, inside, strict=True) if is_in)
        if 0 < of_them < SMALL and yes in (0, of_them):
            fewest, most = possible(lots, told, of, people, inside)
            assert fewest < most


def test_with_exact_counts_everyone_would_know() -> None:
    lots = lots_of({("Mill", "Day"): Counts(8, 8, 8, 8), ("Sales", "Day"): Counts(40, 40, 20, 20)})
    told = account(lots, BY_RULE)

    assert [(label, seen) for _attribute, label, seen in shown(told, lambda one: one.seen)] == [
        ("Mill", Told(8, 7, 8)),
        ("Sales", Told(40, 20, 23)),
    ]
    assert told.everyone.seen == Told(48, 28, 28)


def test_whoever_did_not_get_it_hides_nobody() -> None:
    """8 of 10 saw it, and only 8 have got it: to say 8 would say that all of them did."""
    lots = lots_of({("Mill", "Day"): Counts(10, 8, 8, 0), ("Sales", "Day"): Counts(40, 40, 20, 0)})
    told = account(lots, BY_RULE)

    assert next(seen for _attribute, _label, seen in shown(told, lambda one: one.seen)) == Told(10, 7, 8)


def test_of_four_who_have_got_it_nothing_is_told() -> None:
    lots = lots_of({("Mill", "Day"): Counts(10, 4, 2, 0), ("Sales", "Day"): Counts(40, 40, 20, 0)})
    told = account(lots, BY_RULE)

    assert [seen for _attribute, _label, seen in shown(told, lambda one: one.seen)] == [
        None,
        Told(40, 20, 23),
    ]


@given(st.dictionaries(st.sampled_from(CELLS), counts(), min_size=2))
def test_a_lift_says_no_more_than_both_counts(company):
    lots = lots_of(company)
    told = account(lots, BY_RULE)

    for figures in [told.everyone, *(group.figures for group in told.groups)]:
        if figures.lift and not (figures.acted.is_exact and figures.holdout_acted.is_exact):
            assert figures.lift == lift_between(figures.acted, figures.holdout_acted)
    ranged = any(
        figures.acted is None or not figures.acted.is_exact
        for figures in (group.figures for group in told.groups if group.figures.holdout)
    )
    if ranged and told.everyone.lift:
        assert told.everyone.lift == lift_between(told.everyone.acted, told.everyone.holdout_acted)


@given(st.dictionaries(st.sampled_from(CELLS), counts(), min_size=1))
def test_who_acted_is_told_for_one_set_of_groups(company):
    """Two ways to cut the same people would let somebody subtract one from the other."""
    lots = lots_of(company)
    told = account(lots, BY_RULE)
    for attribute in (0, 1):
        own = [group for group in told.groups if group.attribute == attribute]
        names = [name for group in own if group.figures.acted for name in group.label.split(" + ")]
        assert len(names) == len(set(names))
    if not lift_groups(lots).groups:
        assert not any(group.figures.holdout for group in told.groups)
    assert told.everyone.intended == added(lots).treated
