"""What was deleted comes back with all that hung on it, as it was."""

import pytest
from tests.conftest import acting

from allaboard.areas.listening.models import Question, Survey
from allaboard.errors import RuleBroken
from allaboard.foundation.undo.facade import offer, put_back, rows_of
from allaboard.foundation.undo.models import Offer
from allaboard.foundation.undo.services import GRACE, forget_old

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey():
    survey = Survey.objects.create(title="Pulse")
    for position, text in enumerate(("First", "Second", "Third")):
        Question.objects.create(
            survey=survey, key=f"q{position}", position=position, text=text, options=["a", "b"]
        )
    return survey


def test_everything_that_goes_with_it_comes_back(survey):
    before = list(Question.objects.order_by("pk").values())
    rows = rows_of(survey)
    survey.delete()
    assert not Question.objects.exists()
    put_back(rows)

    assert list(Question.objects.order_by("pk").values()) == before


def test_what_has_lost_its_place_cannot_come_back(survey):
    question = survey.questions.get(text="Second")
    rows = rows_of(question)
    survey.delete()

    with pytest.raises(RuleBroken):
        put_back(rows)
    assert not Question.objects.exists()


def test_what_can_no_longer_be_taken_back_is_forgotten(amara, survey):
    old = offer(acting(amara), "Old", "test", {"rows": rows_of(survey)})
    new = offer(acting(amara), "New", "test", {"rows": []})
    Offer.objects.filter(pk=old.pk).update(offered_at=new.offered_at - 2 * GRACE)

    assert forget_old() == 1
    assert list(Offer.objects.all()) == [new]
