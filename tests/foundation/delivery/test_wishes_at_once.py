"""Somebody who saves their choices in two windows at once loses none and meets no fault."""

from datetime import time

import pytest
from tests.at_once import at_once
from tests.conftest import acting, make_person

from allaboard.foundation.delivery.choices import Rhythm
from allaboard.foundation.delivery.models import QuietHours, Wish
from allaboard.foundation.delivery.services.preferences import Wishes, set_wishes, wishes_of


@pytest.mark.django_db(transaction=True)
def test_choices_saved_twice_at_the_same_instant_are_one_of_the_two():
    person = make_person("Chidi")
    daily, weekly = (
        Wishes(
            {**wishes_of(person.pk).rhythms, ("campaign", "email"): rhythm, ("event", "inbox"): Rhythm.OFF},
            (time(20), time(7)),
        )
        for rhythm in (Rhythm.DAILY, Rhythm.WEEKLY)
    )

    refused = at_once(
        person, lambda: set_wishes(acting(person), daily), lambda: set_wishes(acting(person), weekly)
    )

    assert refused == [None, None]
    assert wishes_of(person.pk) in (daily, weekly)
    assert (Wish.objects.count(), QuietHours.objects.count()) == (2, 1)
