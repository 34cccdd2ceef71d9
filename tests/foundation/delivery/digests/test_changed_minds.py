"""What waits for a digest follows what its reader or its sender has decided since."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from tests.conftest import acting, signed_in
from tests.foundation.delivery.digests.conftest import TUESDAY_EIGHT, counts, to_everyone, wants

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.choices import CATEGORIES, DIGEST
from allaboard.foundation.delivery.facade import cancel, pause, progress, resume, run_due
from allaboard.foundation.delivery.models import OutboxMail, QuietHours, Wish
from allaboard.foundation.delivery.services.preferences import Wishes, set_wishes, stop_category
from allaboard.foundation.people.models import Person


def test_one_click_means_off_for_what_waits_too(chidi, clock):
    wants(chidi, "daily")
    sending = to_everyone("k")
    run_due()
    stop_category(chidi.pk, "campaign")
    run_due()
    assert progress(sending).suppressed == {"unsubscribed": 1}
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert not OutboxMail.objects.exists()


def test_one_click_in_a_digest_stops_what_came_in_digests_and_nothing_else(chidi):
    wants(chidi, "daily")
    wants(chidi, "weekly", "event")
    stop_category(chidi.pk, DIGEST)
    assert set(Wish.objects.values_list("category", "rhythm")) == {("campaign", "off"), ("event", "off")}
    assert not Wish.objects.filter(category__in=["survey", DIGEST]).exists()


def test_a_new_choice_decides_about_what_waits(chidi, clock):
    wants(chidi, "weekly")
    sending = to_everyone("k")
    run_due()
    set_wishes(acting(chidi), Wishes({("campaign", "email"): "daily"}, None))
    run_due()
    assert counts(sending) == (1, 0, 1)
    set_wishes(acting(chidi), Wishes({}, None))
    run_due()
    assert counts(sending) == (0, 1, 1)
    assert OutboxMail.objects.get().subject == "News *for* Chidi"


def test_a_paused_message_stays_out_of_the_digest_and_comes_in_a_later_one(chidi, clock):
    wants(chidi, "daily")
    kept, paused = to_everyone("kept"), to_everyone("paused")
    run_due()
    pause(paused, SYSTEM)
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert (counts(kept), counts(paused)) == ((0, 1, 1), (1, 0, 1))
    resume(paused, SYSTEM)
    run_due()
    clock.move_to(TUESDAY_EIGHT + timedelta(days=1))
    run_due()
    assert counts(paused) == (0, 1, 1)


def test_a_digest_of_nothing_but_cancelled_messages_does_not_come(chidi, clock):
    wants(chidi, "daily")
    sending = to_everyone("k")
    run_due()
    cancel(sending, SYSTEM)
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert progress(sending).suppressed == {"cancelled": 1}
    assert not OutboxMail.objects.exists()


def test_someone_who_left_gets_no_digest_and_every_message_says_why(chidi, clock):
    wants(chidi, "daily")
    sending = to_everyone("k")
    run_due()
    Person.objects.filter(pk=chidi.pk).update(active=False)
    clock.move_to(TUESDAY_EIGHT)
    run_due()
    assert progress(sending).suppressed == {"left": 1}


def test_quiet_hours_that_end_as_they_begin_are_refused_by_page_and_program(chidi):
    same = time(22)
    with pytest.raises(RuleBroken, match="two different times"):
        set_wishes(acting(chidi), Wishes({}, (same, same)))
    client = signed_in(chidi)
    path = reverse("delivery:preferences")
    given = {"is_quiet": "on", "quiet_from": "22:00", "quiet_until": "22:00"}
    given |= {f"{category}_email": "now" for category in CATEGORIES}
    page = client.post(path, given)
    assert page.status_code == 422
    assert "two different times" in page.content.decode()
    assert client.post(path, given | {"is_quiet": ""}).status_code == 302
    assert not QuietHours.objects.exists()
