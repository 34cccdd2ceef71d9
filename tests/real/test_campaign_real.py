"""One campaign to the 1,470 people of a real file, by a real SMTP conversation, with every message accounted for."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.conftest import acting, grant, make_person
from tests.real.files import PEOPLE_FILE, needs
from tests.real.mail_server import Sink
from tests.real.mailing import account_of, approved, require_all_accounted_for
from tests.real.staff import PEOPLE, give_addresses

from allaboard.areas.campaigns.queries.missed import REFUSED, missed_by_word
from allaboard.areas.campaigns.services import launch, measure
from allaboard.foundation.access.roles import SYSTEM, Role
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people import facade as directory

pytestmark = [pytest.mark.real, pytest.mark.django_db(transaction=True), needs(PEOPLE_FILE)]


@pytest.fixture
def staff() -> None:
    """The 1,470, imported as they are."""
    result = directory.import_people(PEOPLE_FILE, by=SYSTEM)
    assert (result.created, result.skipped) == (PEOPLE, 0)
    give_addresses()


def test_every_one_of_the_1470_is_accounted_for(staff: None, sink: Sink) -> None:
    author = acting(grant(make_person("Amara", department="Test staff"), Role.HR_LEADER))
    reviewer = acting(grant(make_person("Rosa", department="Test staff"), Role.REVIEWER))
    campaign = approved(author, reviewer)
    launched = launch.launch_campaign(campaign.pk, by=author)
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        delivery.run_due()
        measured = measure.measure_campaign(campaign.pk, by=author)

    account = account_of(launched)
    assert account.held_out == measured.holdout
    require_all_accounted_for(account, PEOPLE, sink.taken())
    assert account.refused == missed_by_word(launched)[REFUSED]
    assert account.refused > 100
