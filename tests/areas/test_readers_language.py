"""Whoever sends something, each reader gets the product's words in the language they read."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from tests.areas.listening.conftest import launched as launched_wave
from tests.conftest import acting, grant, make_person

from allaboard.areas.campaigns.services import drafts, review, steps
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import Words, draft_change, publish_change
from allaboard.areas.initiatives.facade import start_initiative
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.services.briefs import send_briefs
from allaboard.areas.initiatives.services.leaders import add_leader
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.waves import close_wave, remind
from allaboard.foundation.access.roles import Role
from allaboard.foundation.delivery.models import OutboxMail, Sending
from allaboard.foundation.delivery.services.running import run_due
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db

ENDINGS = {"en": "You get this because", "de": "Sie ", "es": "", "fr": "Vous "}


@pytest.fixture(autouse=True)
def _a_german_sender():
    """What a person's own settings do at each request."""
    with override("de"):
        yield


def assert_said_to_each(area: str, sendings: int) -> None:
    """As many messages of the area as there should be, each written once in every language."""
    found = list(Sending.objects.filter(area=area))
    assert len(found) == sendings
    for sending in found:
        assert set(sending.contents) == {"en", "de", "es", "fr"}
        subjects = {message["subject"] for message in sending.contents.values()}
        assert len(subjects) == len(sending.contents), subjects
        for language, start in ENDINGS.items():
            assert sending.contents[language]["reason"].startswith(start)


def test_of_a_survey_and_what_changed(amara):
    Person.objects.bulk_create(
        Person(given_name=f"S{n}", email=f"s{n}@x.test", department="Sales") for n in range(12)
    )
    hr = acting(amara)
    wave = launched_wave(start_survey(by=hr, title="Pulse", template="pulse"), hr)
    remind(wave, by=hr)
    assert_said_to_each("listening", 2)
    close_wave(wave, by=hr)

    words = Words("did", "Swaps take days", "A board")
    publish_change(draft_change(words, Origin(wave_id=wave.pk), hr), hr)

    assert_said_to_each("changes", 1)


def test_of_a_brief(amara, ben):
    hr = acting(amara)
    pk = start_initiative("Swap board", "Swaps take days.", [], hr)
    initiative = Initiative.objects.get(pk=pk)
    leader = add_leader(initiative, ben.pk, "sponsor", 3, hr)
    send_briefs(initiative, [leader.pk], "", hr)
    assert_said_to_each("initiatives", 1)


def test_of_what_waits_for_review_and_what_was_decided(amara):
    hr, rosa, lars = acting(amara), *(grant(make_person(name), Role.REVIEWER) for name in ("Rosa", "Lars"))
    Person.objects.filter(pk=lars.pk).update(preferred_language="fr")
    lars.user.language = "es"  # chosen here, which is newer than what the directory says
    lars.user.save()
    campaign = drafts.start_campaign(
        "Swap board", by=hr, audience_text="", goal="Swaps in a day.", aim="inform"
    )
    today = timezone.localdate() + timedelta(days=1)
    words = {"kind": "tell", "subject": "New", "body": "Hello", "on": today, "channels": ["email"]}
    steps.add_step(campaign.pk, words, by=hr)

    version = review.submit_for_review(campaign.pk, by=hr)
    review.approve_campaign(campaign.pk, version.number, version.content_hash, by=acting(rosa))

    assert_said_to_each("campaigns", 2)
    run_due()
    read = dict(OutboxMail.objects.values_list("to", "subject"))
    assert read[rosa.email].startswith("To review by")
    assert read[lars.email].startswith("Para revisar")
