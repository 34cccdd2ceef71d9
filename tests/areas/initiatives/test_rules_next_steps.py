"""Whom to win next, when to ask, what pays back, and which step is now."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.areas.initiatives.choices import CheckKey, Kind, Move, Progress, Role, Step
from allaboard.areas.initiatives.rules.loop import arranged, current_step
from allaboard.areas.initiatives.rules.payback import payback
from allaboard.areas.initiatives.rules.pitches import next_move, pitches
from allaboard.areas.initiatives.rules.readiness import checks
from allaboard.areas.initiatives.rules.standing import Fact, Leader, standing_of

TODAY = date(2026, 5, 20)


def leader(
    pk: int, *facts: tuple[int, str], role: str = Role.INFLUENCER, influence: int = 2, **waiting: int
) -> Leader:
    dated = tuple(Fact(kind, TODAY - timedelta(days=days)) for days, kind in facts)
    return Leader(pk, role, influence, standing_of(dated, TODAY, **waiting), dated)


@pytest.mark.parametrize(
    ("one", "move"),
    [
        (leader(1), Move.SEND_BRIEF),
        (leader(1, (1, Kind.BRIEF_SENT)), Move.WAIT),
        (leader(1, (5, Kind.BRIEF_SENT)), Move.TALK),
        (leader(1, (5, Kind.BRIEF_READ)), Move.TALK),
        (leader(1, (5, Kind.CAME_TO_DEMO)), Move.SHOW),
        (leader(1, (5, Kind.ASKED_QUESTION), open_questions=1), Move.ANSWER),
        (leader(1, (5, Kind.ACCEPT_IF), unmet_conditions=1), Move.MEET_CONDITION),
        (leader(1, (5, Kind.SAID_ACCEPT)), Move.ASK_FOR_COMMITMENT),
        (leader(1, (5, Kind.SAID_NOT_NOW)), Move.LISTEN),
        (leader(1, (5, Kind.SPOKE_AGAINST)), Move.LISTEN),
        (leader(1, (100, Kind.COMMITTED_RESOURCE)), Move.CONFIRM),
        (leader(1, (5, Kind.COMMITTED_RESOURCE)), Move.THANK),
    ],
)
def test_the_next_move_follows_from_where_a_leader_stands(one, move):
    assert next_move(one, TODAY) == move


def test_the_one_with_most_pull_who_is_nearly_there_comes_first():
    small = leader(1, (9, Kind.CAME_TO_DEMO), influence=1)
    nearly = leader(2, (9, Kind.CAME_TO_DEMO), influence=4)
    far = leader(3, influence=4)
    won = leader(4, (9, Kind.SAID_ACCEPT), influence=5)

    assert [pitch.leader_id for pitch in pitches([small, nearly, far, won], TODAY)] == [2, 3, 1]


def test_a_leader_met_yesterday_is_left_to_think():
    met, not_met = leader(1, (1, Kind.CAME_TO_DEMO)), leader(2, (9, Kind.CAME_TO_DEMO))

    assert [pitch.leader_id for pitch in pitches([met, not_met], TODAY)] == [2, 1]


def test_a_pitch_says_whether_one_yes_is_enough():
    leaders = [leader(1, (9, Kind.SAID_ACCEPT), influence=2), leader(2, influence=2), leader(3, influence=1)]

    by_id = {pitch.leader_id: pitch for pitch in pitches(leaders, TODAY, needed=0.6)}

    assert by_id[2].share_then == pytest.approx(0.8)
    assert by_id[2].reaches_threshold
    assert by_id[3].reaches_threshold  # 0.4 + 0.2 is exactly what is needed


def ready_leaders() -> list[Leader]:
    return [
        leader(1, (3, Kind.COMMITTED_RESOURCE), role=Role.SPONSOR, influence=3),
        leader(2, (9, Kind.BRIEF_READ), influence=2),
    ]


def red(leaders: list[Leader]) -> set[str]:
    return {check.key for check in checks(leaders, TODAY) if not check.ok}


def test_all_holds_when_the_sponsor_gave_something_and_the_pull_is_there():
    assert red(ready_leaders()) == set()


def test_without_leaders_nothing_is_ready():
    assert red([]) == {CheckKey.SPONSOR, CheckKey.PULL, CheckKey.BRIEFED}


def test_a_sponsor_who_only_said_yes_has_not_committed():
    sponsor = leader(1, (3, Kind.SAID_ACCEPT), role=Role.SPONSOR, influence=3)

    assert red([sponsor, ready_leaders()[1]]) == {CheckKey.SPONSOR}


def test_a_commitment_of_31_days_is_too_old():
    sponsor = leader(1, (31, Kind.COMMITTED_RESOURCE), role=Role.SPONSOR, influence=3)

    assert red([sponsor, ready_leaders()[1]]) == {CheckKey.SPONSOR}


def test_one_open_question_makes_it_too_early():
    asking = leader(2, (1, Kind.ASKED_QUESTION), open_questions=1)

    assert red([ready_leaders()[0], asking]) == {CheckKey.QUESTIONS}


def test_a_red_check_names_the_leader_with_whom_to_begin():
    asking = leader(7, (1, Kind.ASKED_QUESTION), open_questions=2)

    found = next(check for check in checks([asking], TODAY) if check.key == CheckKey.QUESTIONS)

    assert (found.leader_id, found.have) == (7, 2)


def test_payback_of_the_example_is_four_months_three_to_six():
    found = payback(18_000, 6_000, 44_000, 61_000, 79_000)

    assert (round(found.likely), round(found.soonest), round(found.latest)) == (4, 3, 6)


def test_what_earns_no_more_than_it_costs_never_pays_back():
    found = payback(1_000, 500, 400, 500, 700)

    assert (found.likely, found.soonest, found.latest) == (None, 60, None)


@pytest.mark.parametrize("sums", [(-1, 0, 1, 2, 3), (1, 0, 3, 2, 1)])
def test_contradictory_sums_are_refused(sums):
    with pytest.raises(ValueError):
        payback(*sums)


amounts = st.floats(0, 1e9)


@given(amounts, amounts, st.tuples(amounts, amounts, amounts).map(sorted))
def test_a_higher_benefit_never_pays_back_later(once, yearly, benefits):
    found = payback(once, yearly, *benefits)
    known = [months for months in (found.soonest, found.likely, found.latest) if months is not None]

    assert known == sorted(known)


def test_the_first_step_not_done_is_now_and_only_that():
    progress = arranged({Step.LISTENED: "done", Step.BOUGHT_IN: "now", Step.CAMPAIGNED: "now"})

    assert progress[Step.DECIDED] == Progress.NEXT  # nobody answers for it
    assert [step for step in Step if progress[step] == Progress.NOW] == [Step.BOUGHT_IN]


def test_a_loop_with_everything_done_stands_at_its_last_step():
    assert current_step(dict.fromkeys(Step, "done")) == Step.TOLD
    assert current_step({}) == Step.LISTENED
