"""A sending can be paused, taken up again and cancelled for good."""

import pytest
from tests.conftest import acting
from tests.foundation.delivery.ledger.conftest import to_everyone

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import cancel, pause, progress, resume, run_due, schedule
from allaboard.foundation.delivery.models import Sending


def test_a_paused_sending_waits_and_goes_on(amara):
    sending = schedule(to_everyone(), SYSTEM)
    pause(sending.id, SYSTEM)
    assert run_due() == 0
    resume(sending.id, SYSTEM)
    assert run_due() == 2


def test_cancelling_accounts_for_everyone(amara, ben):
    sending = schedule(to_everyone(), SYSTEM)
    assert cancel(sending.id, SYSTEM) == 4
    assert run_due() == 0
    assert progress(sending.id).suppressed == {"cancelled": 4}


def test_what_was_cancelled_is_not_taken_up_again(amara, ben):
    sending = schedule(to_everyone(), SYSTEM).id
    cancel(sending, SYSTEM)

    for take_up in (pause, resume):
        with pytest.raises(RuleBroken, match="cancelled for good"):
            take_up(sending, SYSTEM)
    assert Sending.objects.get(pk=sending).status == "cancelled"


def test_an_employee_cannot_cancel_what_others_send(amara, chidi):
    sending = schedule(to_everyone(), acting(amara))
    with pytest.raises(NotAllowed):
        cancel(sending.id, acting(chidi))
