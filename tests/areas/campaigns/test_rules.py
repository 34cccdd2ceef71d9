"""The rules of campaigns: what a plan lacks, what an approval is bound to, what results may say."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from allaboard.areas.campaigns.choices import Aim, OutcomeKind, Status, StepKind
from allaboard.areas.campaigns.rules import approval, completeness, counting, plan, results, telling
from allaboard.errors import RuleBroken
from allaboard.statistics.told import Told

TODAY = date(2026, 3, 2)
STEP = completeness.PlannedStep(
    "Ask", StepKind.ASK, "Swap board", "Use it.", ("email",), date(2026, 3, 9), None
)
PLAN = completeness.Plan(
    goal="Swaps within a day",
    aim=Aim.ACT,
    outcome="use the board",
    outcome_kind=OutcomeKind.RULE,
    outcome_rule="custom.swap_board = yes",
    holdout_share=0.1,
    audience=400,
    has_owner=True,
    steps=(STEP,),
)


def lacks(**changes: object) -> list[str]:
    changed = completeness.Plan(**{**{name: getattr(PLAN, name) for name in PLAN.__slots__}, **changes})
    return [finding.text for finding in completeness.findings(changed, TODAY) if not finding.ok]


def test_a_complete_plan_lacks_nothing() -> None:
    assert lacks() == []
    completeness.require_complete(PLAN, TODAY)


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"goal": " "}, "It has a goal"),
        ({"outcome_rule": ""}, "It says what counts as success"),
        ({"has_owner": False}, "Someone owns it"),
        ({"audience": 0}, "It reaches someone"),
        (
            {"steps": (completeness.PlannedStep("Tell", StepKind.TELL, "s", "b", ("email",), TODAY, None),)},
            "It asks for something",
        ),
        (
            {
                "steps": (
                    STEP,
                    completeness.PlannedStep(
                        "Late", StepKind.TELL, "s", "b", ("email",), date(2026, 3, 1), None
                    ),
                )
            },
            "“Late” is ready to send",
        ),
    ],
)
def test_each_lack_is_named_and_stops_the_review(changes: dict[str, object], lack: str) -> None:
    assert lacks(**changes) == [lack]


TELL = completeness.PlannedStep("Tell", StepKind.TELL, "s", "b", ("email",), TODAY, None)
INFORMING = {"aim": Aim.INFORM, "outcome": "", "outcome_rule": "", "steps": (TELL,)}


def test_a_plan_that_informs_needs_no_ask_and_no_measure() -> None:
    assert lacks(**INFORMING) == []


@pytest.mark.parametrize(
    ("changes", "lack"),
    [
        ({"steps": (TELL, STEP)}, "It only tells"),
        ({"outcome": "use the board"}, "It says what counts as success"),  # named, but not how it is seen
        ({"outcome_rule": "custom.swap_board = yes"}, "It says what counts as success"),
        (
            {"outcome": "press it", "outcome_kind": OutcomeKind.ACKNOWLEDGED},
            "It says what counts as success",  # no message that tells has the button
        ),
        ({"steps": ()}, "It has a step"),
    ],
)
def test_a_plan_that_informs_keeps_to_it(changes: dict[str, object], lack: str) -> None:
    assert lacks(**INFORMING | changes) == [lack]


def test_a_plan_that_informs_may_still_measure_what_people_do() -> None:
    assert lacks(**INFORMING | {"outcome": "use the board", "outcome_kind": OutcomeKind.LISTED}) == []


def test_leaders_of_a_part_bind_an_ask_and_not_what_only_tells() -> None:
    elsewhere = {"ask_unit": "Paint", "outside_unit": 1}
    assert lacks(**elsewhere) == ["Everyone it is for works in Paint"]
    assert lacks(**INFORMING | elsewhere) == []


def test_a_holdout_that_could_not_act_is_refused() -> None:
    with pytest.raises(RuleBroken, match="would only leave people out"):
        plan.require_sound_experiment(OutcomeKind.RULE, 0.1, has_outcome=False)
    with pytest.raises(RuleBroken, match="cannot press its button"):
        plan.require_sound_experiment(OutcomeKind.ACKNOWLEDGED, 0.1)
    with pytest.raises(RuleBroken, match="0 to 50"):
        plan.require_sound_experiment(OutcomeKind.RULE, 0.6)
    plan.require_sound_experiment(OutcomeKind.ACKNOWLEDGED, 0)


def test_the_prospect_is_told_before_launch() -> None:
    assert "12 points or more" in plan.prospect(1323, 147, 0.47).sentence
    assert "too small" in plan.prospect(27, 3, 0.47).sentence
    assert "not whether" in plan.prospect(500, 0, 0.47).sentence
    assert "whom it reached" in plan.prospect(500, 0, 0.47, has_outcome=False).sentence


def test_attention_has_a_cost() -> None:
    assert plan.minutes_to_read("word " * 400, StepKind.TELL) == 2.0
    assert plan.minutes_to_read("word " * 500, StepKind.ASK) == 4.5
    assert plan.hours_of(413, 4.5) == 31.0


def test_one_changed_letter_is_other_content() -> None:
    assert approval.content_hash({"a": "x", "b": 1}) == approval.content_hash({"b": 1, "a": "x"})
    assert approval.content_hash({"a": "x"}) != approval.content_hash({"a": "X"})


def test_nobody_approves_their_own_words() -> None:
    with pytest.raises(RuleBroken, match="someone else"):
        approval.require_second_person([1, 2], 2)
    with pytest.raises(RuleBroken, match="Only a person"):
        approval.require_second_person([1], None)
    approval.require_second_person([1, None], 2)


def test_a_finished_campaign_stays_finished() -> None:
    with pytest.raises(RuleBroken, match="“Finished” cannot become “Running”"):
        approval.require_status(Status.FINISHED, Status.RUNNING)
    with pytest.raises(RuleBroken, match="is “Running” already"):
        approval.require_status(Status.RUNNING, Status.RUNNING)


def test_the_difference_shows_what_was_removed_and_added() -> None:
    lines = approval.difference("Dear all\nold\nBye", "Dear all\nnew\nBye")
    assert [(line.sign, line.text) for line in lines] == [
        ("", "Dear all"),
        ("−", "old"),
        ("+", "new"),
        ("", "Bye"),
    ]


def crowd(department: str, told: int, told_acted: int, held: int, held_acted: int) -> list[counting.Lot]:
    """The told, all of whom it reached, and the held out of a department."""
    both = (counting.Counts(told, told, told, told_acted), counting.Counts(0, 0, 0, 0, held, held_acted))
    return [counting.Lot((department,), "", counts) for counts in both]


def test_small_groups_are_merged_so_that_none_can_be_worked_out() -> None:
    people = crowd("Payroll", 4, 4, 1, 0) + crowd("Support", 30, 10, 8, 1) + crowd("Sales", 40, 20, 9, 3)
    reach = counting.reach_groups(people).groups
    assert sorted(group.counts.treated for group in reach) == [34, 40]
    lift = counting.lift_groups(people).groups
    assert {group.counts.holdout for group in lift} == {9}
    assert all("Payroll" not in group.label.split(" + ")[:1] or "+" in group.label for group in reach)


@given(
    st.dictionaries(st.sampled_from("abcdefg"), st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1)
)
def test_no_shown_group_is_ever_smaller_than_five(sizes: dict[str, tuple[int, int]]) -> None:
    people = [lot for name, (told, held) in sizes.items() for lot in crowd(name, told, 0, held, 0)]
    assert all(group.counts.treated >= 5 for group in counting.reach_groups(people).groups)
    for group in counting.lift_groups(people).groups:
        assert group.counts.treated >= 5
        assert group.counts.holdout >= 5


def test_the_verdict_is_honest() -> None:
    assert results.verdict(413, 413, 90, 0.17, 0.11, 0.23).headline == "+17 points"
    assert results.verdict(413, 413, 90, 0.17, 0.11, 0.23).note == "+11 to +23, against a holdout of 90"
    assert results.verdict(413, 413, 90, 0.03, -0.05, 0.11).sentence.startswith("Not clear")
    assert results.verdict(413, 413, 90, -0.2, -0.3, -0.1).tone == "bad"
    assert results.verdict(413, 0, 90, None, None, None).headline == "Nobody is told yet"
    assert results.verdict(9, 9, 3, None, None, None).headline == "Too few people"
    assert results.verdict(9, 9, 0, None, None, None).headline == "No comparison"


def test_nothing_is_compared_before_anyone_was_told() -> None:
    told, held = crowd("Sales", 40, 30, 40, 2)
    untold = replace(told, counts=replace(told.counts, delivered=0, seen=0))
    begun = replace(untold, counts=replace(told.counts, delivered=1))
    known = telling.Known(who_saw=True, who_acted=True, acts_in_message=False)

    assert telling.account([untold, held], known).everyone.lift is None
    assert telling.account([begun, held], known).everyone.lift is not None


def test_an_unreached_group_comes_with_a_remedy() -> None:
    groups = [
        ("shift", "Night", Told(50, 26, 26)),
        ("shift", "Day", Told(200, 180, 180)),
        ("department", "Sales", Told(100, 80, 80)),
        ("department", "Payroll", Told(8, 0, 1)),
    ]
    found = results.unreached(groups, Told(413, 347, 347))
    assert [(group.label, group.reached, group.action) for group in found] == [
        ("Payroll", "0–1", "Plan a team talk"),
        ("Night", "26", "Plan a handover talk"),
    ]


def test_people_of_whom_nothing_is_known_stand_in_the_language_of_the_reader() -> None:
    label = f"Night + {counting.UNKNOWN_GROUP}"
    with override("de"):
        assert counting.shown_label(label) == "Night + Nicht bekannt"
    assert counting.shown_label(label) == "Night + Not known"
    assert counting.shown_label("Not known yet") == "Not known yet"
