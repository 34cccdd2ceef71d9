"""What leaders do is kept as evidence, and nobody types in a stage."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.areas.initiatives.conftest import happened
from tests.conftest import acting

from allaboard.areas.initiatives.choices import Stage
from allaboard.areas.initiatives.models import Evidence
from allaboard.areas.initiatives.queries.leaders import leaders_in
from allaboard.areas.initiatives.services.leaders import (
    add_leader,
    answer_objection,
    judge_answer,
    meet_condition,
    note_evidence,
    raise_objection,
)
from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.touchpoints.facade import touches_of


def stage_of(stakeholder):
    rows = {row.stakeholder.pk: row for row in leaders_in(stakeholder.initiative_id)}
    return rows[stakeholder.pk].leader.standing.stage


def test_a_noted_talk_moves_the_stage_and_stands_in_the_ledger(ben_as_leader, amara):
    note_evidence(ben_as_leader, "talked", "20 minutes at the plant", timezone.now(), acting(amara))

    assert stage_of(ben_as_leader) == Stage.AWARE
    assert [touch.summary for touch in touches_of(acting(amara), ben_as_leader.person_id)] == [
        "20 minutes at the plant"
    ]


@pytest.mark.parametrize("kind", ["brief_read", "answer_accepted", "condition_met"])
def test_what_people_do_themselves_cannot_be_written_in_for_them(ben_as_leader, amara, kind):
    with pytest.raises(RuleBroken):
        note_evidence(ben_as_leader, kind, "I believe so", timezone.now(), acting(amara))
    assert not Evidence.objects.exists()


def test_evidence_cannot_lie_in_the_future(ben_as_leader, amara):
    with pytest.raises(RuleBroken):
        note_evidence(ben_as_leader, "talked", "tomorrow", timezone.now() + timedelta(days=1), acting(amara))


def test_an_employee_can_note_nothing(ben_as_leader, chidi):
    with pytest.raises(NotAllowed):
        note_evidence(ben_as_leader, "advocated", "he loves it", timezone.now(), acting(chidi))
    assert not Evidence.objects.exists()


def test_a_question_holds_a_yes_back_until_it_is_answered(ben_as_leader, amara):
    happened(ben_as_leader, "said_accept", 3)
    question = raise_objection(ben_as_leader, "question", "How are nights covered?", acting(amara))
    assert stage_of(ben_as_leader) == Stage.INTERESTED

    answer_objection(question, "By the pool of plant North.", acting(amara))
    assert stage_of(ben_as_leader) == Stage.CONVINCED


def test_an_answer_that_was_not_enough_opens_the_question_again(ben_as_leader, amara):
    happened(ben_as_leader, "said_accept", 3)
    question = raise_objection(ben_as_leader, "objection", "It costs too much.", acting(amara))
    answer_objection(question, "It pays back in four months.", acting(amara))

    judge_answer(question, False, acting(amara))

    assert stage_of(ben_as_leader) == Stage.INTERESTED


def test_a_condition_holds_the_yes_back_until_it_is_met(ben_as_leader, amara):
    happened(ben_as_leader, "accept_if", 2, "at most two teams")
    condition = ben_as_leader.conditions.create(text="at most two teams")
    assert stage_of(ben_as_leader) == Stage.INTERESTED

    meet_condition(condition, "We begin with teams A and C.", acting(amara))

    assert stage_of(ben_as_leader) == Stage.CONVINCED


def test_nobody_stands_on_the_list_twice(ben_as_leader, amara):
    with pytest.raises(RuleBroken):
        add_leader(ben_as_leader.initiative, ben_as_leader.person_id, "decider", 1, acting(amara))
