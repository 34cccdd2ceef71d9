"""One campaign to the 1,470 people of a real file, by a real SMTP conversation, with every message accounted for."""

import logging
import re
import socket
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.utils import timezone
from tests.conftest import acting, grant, make_person

from allaboard.areas.campaigns.choices import Arm
from allaboard.areas.campaigns.models import Assignment, Campaign
from allaboard.areas.campaigns.queries.delivered import reach_of
from allaboard.areas.campaigns.services import drafts, launch, measure, review
from allaboard.foundation.access.roles import SYSTEM, Actor, Role
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people import facade as directory
from allaboard.foundation.people.models import Person

REAL = Path(__file__).parents[2] / "../shared/data/ibm_hr_attrition.csv"
PEOPLE = 1470
UNKNOWN = re.compile(r"p\d*7@plant\.test")  # the server knows no mailbox that ends in 7

pytestmark = [
    pytest.mark.real,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not REAL.exists(), reason="the real file is not beside the repository"),
]


class Sink:
    """A mail server that keeps what it takes and refuses mailboxes it does not know."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if UNKNOWN.fullmatch(address):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.update(envelope.rcpt_tos)
        return "250 ok"


@pytest.fixture
def sink(settings: object, tmp_path: Path) -> Iterator[Sink]:
    kept = Sink()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    controller.start()
    settings.SMTP_URL, settings.HOME = f"smtp://127.0.0.1:{port}", tmp_path  # type: ignore[attr-defined]
    yield kept
    controller.stop()


@pytest.fixture
def imported() -> None:
    """The 1,470, imported as they are; the file has no addresses, so they get some, but eleven have none."""
    result = directory.import_people(REAL, by=SYSTEM)
    assert (result.created, result.skipped) == (PEOPLE, 0)
    Person.objects.update(email=Concat(Value("p"), F("external_id"), Value("@plant.test")), timezone="UTC")
    without = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:11])
    Person.objects.filter(pk__in=without).update(email=None)


def approved(by: Actor, reviewer: Actor) -> Campaign:
    campaign = drafts.start_campaign(
        "Overtime settled in time",
        by=by,
        goal="Overtime is settled in the month it was worked.",
        outcome="hand in overtime on the new form",
        outcome_rule="custom.overtime_form = yes",
        holdout_share=0.1,
        balance="department",
        audience_text='not (department = "Test staff")',
    )
    step = {
        "kind": "ask",
        "channels": ["email"],
        "subject": "Overtime, {first_name}",
        "on": timezone.localdate(),
    }
    drafts.add_step(campaign.pk, {**step, "body": "Dear {name},\n\nplease use the **new form**."}, by=by)
    version = review.submit_for_review(campaign.pk, by=by)
    review.approve_campaign(campaign.pk, version.number, version.content_hash, by=reviewer)
    return campaign


def test_every_one_of_the_1470_is_accounted_for(imported: None, sink: Sink) -> None:
    author = acting(grant(make_person("Amara", department="Test staff"), Role.HR_LEADER))
    reviewer = acting(grant(make_person("Rosa", department="Test staff"), Role.REVIEWER))
    campaign = approved(author, reviewer)
    launched = launch.launch_campaign(campaign.pk, by=author)
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        delivery.run_due()
        measured = measure.measure_campaign(campaign.pk, by=author)

    step = launched.steps.get()
    progress = delivery.progress(step.send_id or 0)
    suppressed = sum(progress.suppressed.values())
    assert progress.is_done
    assert progress.sent + progress.failed + suppressed + measured.holdout == PEOPLE

    sent = delivery.state_queryset(step.send_id or 0).filter(state="sent")
    addresses = set(sent.values_list("person__email", flat=True))
    campaign_mail = {
        address: times for address, times in sink.received.items() if address.endswith("@plant.test")
    }
    assert set(campaign_mail) == addresses
    assert set(campaign_mail.values()) == {1}

    held = Assignment.objects.filter(version__campaign=campaign, arm=Arm.HOLDOUT)
    assert not addresses & set(held.values_list("person__email", flat=True))
    assert progress.failed == sum(
        reason == "the mail server refused it" for reason in reach_of(launched).reasons.values()
    )
    assert progress.failed > 100
    print(
        f"\n{PEOPLE} people: {progress.sent} sent, {progress.failed} refused, {suppressed} suppressed "
        f"{dict(progress.suppressed)}, {measured.holdout} held out; {len(addresses)} mailboxes got one mail each"
    )
