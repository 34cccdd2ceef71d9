"""Choosing among the options of an initiative."""

import pytest
from django.utils import timezone
from tests.at_once import held_up
from tests.conftest import acting

from allaboard.areas.initiatives.models import Option
from allaboard.areas.initiatives.services.decisions import decide


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_the_later_one_holds(initiative, amara) -> None:
    first, second = (Option.objects.create(initiative=initiative, label=label) for label in ("Board", "App"))
    by, today = acting(amara), timezone.localdate()

    with held_up(lambda: decide(initiative, second.pk, today, "People asked for it.", by)) as outcomes:
        decide(initiative, first.pk, today, "It costs less.", by)

    assert outcomes == [None]
    assert list(Option.objects.filter(is_chosen=True)) == [second]
