"""What was planted in the pulse can be seen on its page: the product's own statistics mark it."""

import pytest
from django.utils import timezone

from allaboard.areas.listening.queries.results import results_of
from allaboard.foundation.access.roles import SYSTEM
from allaboard.project.sample.company.staff import USUAL_PEOPLE, USUAL_SEED
from allaboard.project.sample.listening import effects, waves
from allaboard.project.sample.models import SampleRun
from allaboard.project.sample.stages import stages

AUTUMN, SPRING = 2, 1
NEEDED = {"people", "cast", *(f"wave {number}" for number in range(3))}


@pytest.fixture
def autumn(db, request):
    """The figures of the last wave of the company of a seed."""
    run = SampleRun(seed=request.param, people=USUAL_PEOPLE, today=timezone.localdate())
    for stage in stages():
        if stage.name in NEEDED:
            run.planted |= stage.work(run, lambda share: None).effects
    return results_of(SYSTEM, waves.pulse()[waves.RUNS[AUTUMN].title])


# With other seeds a group of 240 people can be too small for its difference to be told from chance, or is lumped.
@pytest.mark.parametrize("autumn", [USUAL_SEED, 7, 9, 10, 11], indirect=True)
def test_each_planted_difference_is_marked_and_no_question_without_one(autumn):
    marked = {
        (figures.asked.key, value, figures.differs)
        for group in autumn.groups
        for figures in group.questions
        for value in group.label.split(" + ")
        if figures.differs
    }
    planted = {
        (effect.question, value, 1 if effect.shift > 0 else -1)
        for effect in effects.planted_in(AUTUMN)
        for value in effect.groups
        if effect.question != "recommend"  # too small a difference to be told from chance
    }

    assert planted <= marked
    assert {key for key, *_ in marked} == {key for key, *_ in planted}


@pytest.mark.parametrize("autumn", [USUAL_SEED, 1, 4, 5, 11], indirect=True)
def test_the_questions_that_moved_are_those_that_were_planted(autumn):
    moved = {
        figures.asked.key: figures.change.difference > 0
        for figures in autumn.total.questions
        if figures.change and figures.change.holds
    }

    assert moved == {"something_changes": True, "tools": False}


def test_what_was_planted_is_written_beside_the_company():
    spring, autumn = (effects.truth_of(wave, effects.planted_in(wave)) for wave in (SPRING, AUTUMN))

    assert autumn["means"]["something_changes"] > spring["means"]["something_changes"]
    assert [effect for effect in autumn["effects"] if effect not in spring["effects"]] == [
        {
            "question": "tools",
            "field": "department",
            "groups": ("Operations", "Logistics"),
            "shift": -1.1,
            "first_wave": AUTUMN,
        }
    ]


def test_means_move_where_an_effect_begins_and_nowhere_else():
    night = {"work_location": "Depot", "shift": "Night", "department": "Logistics"}
    before, now = (effects.means_of(wave, night) for wave in (SPRING, AUTUMN))

    assert now["tools"] < before["tools"] == effects.MEANS["tools"][SPRING]
    assert now["plan_week"] == before["plan_week"] < effects.MEANS["plan_week"][SPRING]
    assert now["growth"] == before["growth"] == effects.MEANS["growth"][SPRING]


def test_an_effect_among_fewer_than_may_be_shown_is_not_claimed():
    nights, tools, *_ = planted = [effects.planted_in(AUTUMN)[place] for place in (0, 3)]
    answered = {("shift", "Night"): 4, ("department", "Operations"): 3, ("department", "Logistics"): 2}

    assert (nights.groups, tools.question) == (("Night",), "tools")
    assert effects.shown_of(planted, answered, least=5) == [tools]
    assert effects.shown_of(planted, answered, least=4) == planted
