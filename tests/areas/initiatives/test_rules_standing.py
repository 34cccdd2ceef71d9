"""Where a leader stands follows from what the leader did."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.areas.initiatives.choices import Kind, Stage
from allaboard.areas.initiatives.rules.standing import (
    CONVINCED,
    ORDER,
    SHOWS,
    Fact,
    Leader,
    convinced_share,
    pull_shares,
    standing_of,
)

TODAY = date(2026, 5, 20)


def ago(days: int, kind: str, note: str = "") -> Fact:
    return Fact(kind, TODAY - timedelta(days=days), note)


def test_nothing_known_means_unaware():
    assert standing_of([], TODAY).stage == Stage.UNAWARE


def test_a_brief_that_was_only_sent_proves_nothing():
    assert standing_of([ago(1, Kind.BRIEF_SENT)], TODAY).stage == Stage.UNAWARE


@pytest.mark.parametrize(
    ("kind", "stage"),
    [
        (Kind.BRIEF_READ, Stage.AWARE),
        (Kind.CAME_TO_DEMO, Stage.INTERESTED),
        (Kind.SAID_ACCEPT, Stage.CONVINCED),
        (Kind.COMMITTED_RESOURCE, Stage.COMMITTED),
        (Kind.ADVOCATED, Stage.ADVOCATE),
        (Kind.SPOKE_AGAINST, Stage.OPPOSED),
    ],
)
def test_what_costs_more_shows_more(kind, stage):
    assert standing_of([ago(9, Kind.BRIEF_SENT), ago(5, kind)], TODAY).stage == stage


def test_later_talk_does_not_undo_a_commitment():
    standing = standing_of([ago(10, Kind.COMMITTED_RESOURCE, "two team leads"), ago(1, Kind.TALKED)], TODAY)

    assert (standing.stage, standing.because.note) == (Stage.COMMITTED, "two team leads")


def test_a_refusal_cancels_what_came_before_and_a_later_yes_counts_again():
    before = [ago(20, Kind.COMMITTED_RESOURCE), ago(10, Kind.SAID_NOT_NOW, "budget is closed")]

    assert standing_of(before, TODAY).stage == Stage.AWARE
    assert standing_of([*before, ago(2, Kind.SAID_ACCEPT)], TODAY).stage == Stage.CONVINCED


def test_one_who_spoke_against_stays_opposed_when_a_brief_is_sent():
    facts = [ago(6, Kind.SPOKE_AGAINST), ago(2, Kind.BRIEF_SENT)]

    assert standing_of(facts, TODAY).stage == Stage.OPPOSED


def test_an_old_commitment_counts_one_stage_lower_and_is_marked():
    standing = standing_of([ago(120, Kind.COMMITTED_RESOURCE)], TODAY)

    assert (standing.stage, standing.is_stale) == (Stage.CONVINCED, True)


@pytest.mark.parametrize("waiting", [{"open_questions": 1}, {"unmet_conditions": 1}])
def test_who_waits_for_an_answer_or_a_condition_is_not_convinced(waiting):
    facts = [ago(3, Kind.ACCEPT_IF, "at most two teams")]

    assert standing_of(facts, TODAY, **waiting).stage == Stage.INTERESTED
    assert standing_of(facts, TODAY).stage == Stage.CONVINCED


def test_tomorrow_is_not_evidence():
    assert standing_of([ago(-1, Kind.ADVOCATED)], TODAY).stage == Stage.UNAWARE


def test_every_kind_of_evidence_has_a_meaning():
    assert set(SHOWS) == set(Kind)


facts = st.lists(
    st.builds(Fact, st.sampled_from([k.value for k in Kind]), st.dates(date(2025, 1, 1), TODAY)), max_size=12
)


@given(facts, st.randoms())
def test_the_order_in_which_days_were_noted_does_not_matter(found, random):
    by_day = {fact.on: fact for fact in found}  # one fact a day: the order within a day does matter
    shuffled = list(by_day.values())
    random.shuffle(shuffled)

    assert standing_of(shuffled, TODAY) == standing_of(by_day.values(), TODAY)


@given(facts)
def test_a_fresh_yes_never_lowers_a_standing_above_opposed(found):
    before = standing_of(found, TODAY)
    after = standing_of([*found, Fact(Kind.SAID_ACCEPT, TODAY)], TODAY)

    assert ORDER.index(after.stage) >= ORDER.index(before.stage)
    assert after.stage in CONVINCED


def test_pull_is_weighted_by_influence():
    won, open_ = standing_of([ago(1, Kind.SAID_ACCEPT)], TODAY), standing_of([], TODAY)
    leaders = [Leader(1, "sponsor", 3, won), Leader(2, "influencer", 1, open_)]

    assert pull_shares(leaders) == {1: 0.75, 2: 0.25}
    assert convinced_share(leaders) == 0.75
    assert convinced_share([]) == 0
