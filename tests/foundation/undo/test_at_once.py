"""Undo, pressed twice in one instant."""

import pytest
from django.db.models import F
from tests.at_once import at_once
from tests.conftest import acting

from allaboard.errors import RuleBroken
from allaboard.foundation.people.models import Person
from allaboard.foundation.undo import facade as undo
from allaboard.foundation.undo.services import take_back

undo.register(
    "test.lower",
    lambda actor, payload: Person.objects.filter(pk=payload["pk"]).update(job_level=F("job_level") - 1),
    "people:write",
)


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_is_taken_back_once(amara, chidi):
    Person.objects.filter(pk=chidi.pk).update(job_level=5)
    raised = undo.offer(acting(amara), "Raised", "test.lower", {"pk": chidi.pk})

    outcomes = at_once(raised, *[lambda: take_back(raised.pk, by=acting(amara))] * 2)

    assert [type(each) for each in outcomes if isinstance(each, Exception)] == [RuleBroken]
    assert Person.objects.get(pk=chidi.pk).job_level == 4
