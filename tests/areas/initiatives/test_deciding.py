"""Choosing among the options of an initiative."""

import threading

import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests.conftest import acting, until_somebody_waits

from allaboard.areas.initiatives.models import Option
from allaboard.areas.initiatives.services.initiatives import decide


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_the_later_one_holds(initiative, amara) -> None:
    first, second = (Option.objects.create(initiative=initiative, label=label) for label in ("Board", "App"))
    by, today = acting(amara), timezone.localdate()

    def decide_too() -> None:
        try:
            decide(initiative, second.pk, today, "People asked for it.", by)
        finally:
            connection.close()

    other = threading.Thread(target=decide_too)
    with transaction.atomic():
        decide(initiative, first.pk, today, "It costs less.", by)
        other.start()
        until_somebody_waits()
    other.join()

    assert list(Option.objects.filter(is_chosen=True)) == [second]
