"""Two presses of one button, and two colleagues at the same instant."""

import pytest
from tests.areas.initiatives.conftest import kinds
from tests.at_once import held_up
from tests.conftest import acting

from allaboard.areas.initiatives.services.asks import override_readiness
from allaboard.areas.initiatives.services.briefs import send_briefs
from allaboard.foundation.delivery.models import Sending

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_brief_sent_twice_at_once_goes_out_once(initiative, ben_as_leader, rosa_as_leader, amara):
    by = acting(amara)

    with held_up(lambda: send_briefs(initiative, [ben_as_leader.pk, rosa_as_leader.pk], "", by)) as again:
        send_briefs(initiative, [ben_as_leader.pk], "", by)

    assert again == [2]
    assert (kinds(ben_as_leader), kinds(rosa_as_leader)) == (["brief_sent"], ["brief_sent"])
    assert sorted(Sending.objects.values_list("planned", flat=True)) == [
        2,
        2,
    ]  # mail and inbox, for each of two


def test_of_two_overrides_at_once_the_later_one_is_in_force(initiative, ben_as_leader, amara):
    by = acting(amara)

    with held_up(lambda: override_readiness(initiative, "The works council asked for it.", by)) as outcomes:
        override_readiness(initiative, "We must ask before the summer.", by)

    [later] = outcomes
    assert list(initiative.overrides.filter(withdrawn_at=None)) == [later]
