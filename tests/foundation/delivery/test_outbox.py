"""What stands in the outbox on the screen is not for its readers to use in another's name."""

from functools import partial

import pytest
import time_machine
from tests.conftest import acting, make_person, signed_in

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, Send, run_due, schedule
from allaboard.foundation.delivery.models import Delivery, OutboxMail, Wish
from allaboard.foundation.delivery.today import cards
from allaboard.foundation.people.models import Person

ASKED = Message(
    "For {first_name}", "[Answer]({answer_link}) now.", "Answer", "{answer_link}", category="survey"
)


def links(wave, people):
    return {
        person: {"answer_link": f"http://127.0.0.1:8000/listen/a/{wave}-{person}.SIGNED/"}
        for person in people
    }


def asked(*people: Person) -> None:
    audience = Person.objects.filter(pk__in=[person.pk for person in people])
    schedule(Send("w", ASKED, audience, area="listening", personal=partial(links, 7)), SYSTEM)
    run_due()


def shown_to(reader: Person, address: str) -> str:
    browser, mail = signed_in(reader), OutboxMail.objects.get(to=address)
    page, framed = (browser.get(f"/delivery/outbox/{mail.pk}/{part}") for part in ("", "html/"))
    assert page.status_code == framed.status_code == 200
    return page.content.decode() + framed.content.decode()


def test_hr_reads_the_words_but_gets_no_personal_link(amara, chidi):
    asked(chidi)
    shown = shown_to(amara, chidi.email)

    assert "For Chidi" in shown
    assert "/delivery/outbox/#personal-links" in shown
    assert "SIGNED" not in shown
    assert "/delivery/unsubscribe/" not in shown
    assert 'id="personal-links"' in signed_in(amara).get("/delivery/outbox/").content.decode()


def test_a_mail_is_found_by_its_reader_and_the_list_is_a_file(amara, ben, chidi):
    asked(ben, chidi)

    def readers(who: Person, query: str) -> list[str]:
        file = signed_in(who).get(f"/delivery/outbox/?{query}&export=csv").getvalue().decode()
        return [row.split(",")[1] for row in file.splitlines()[1:]]

    assert readers(amara, "sort=subject") == [ben.email, chidi.email]
    assert readers(amara, f"q={chidi.email}") == [chidi.email]


def test_the_reader_has_the_link_in_the_inbox(chidi):
    asked(chidi)
    mine = Delivery.objects.get(person=chidi, channel="inbox")
    opened = signed_in(chidi).post(f"/delivery/inbox/{mine.pk}/act/")

    assert opened["Location"].endswith(f"/listen/a/7-{chidi.pk}.SIGNED/")


def test_the_links_of_made_up_people_stay_so_that_a_newcomer_can_look_around(amara, chidi):
    rosa = make_person("Rosa", is_sample=True)
    asked(rosa, chidi)

    assert f"7-{rosa.pk}.SIGNED" in shown_to(amara, rosa.email)
    assert "SIGNED" not in shown_to(amara, chidi.email)


@pytest.mark.parametrize("is_sample", [False, True])
def test_the_same_holds_for_what_was_gathered_into_one_mail(amara, is_sample):
    with time_machine.travel("2026-03-02 12:00Z", tick=False) as clock:
        rosa = make_person("Rosa", is_sample=is_sample)
        Wish.objects.create(person=rosa, category="survey", channel="email", rhythm="daily")
        asked(rosa)
        assert not OutboxMail.objects.exists()
        clock.move_to("2026-03-03 08:00Z")
        run_due()
        shown = shown_to(amara, rosa.email)

    assert "For Rosa" in shown
    assert ("SIGNED" in shown) == is_sample
    assert ("/delivery/unsubscribe/" in shown) == is_sample


def test_hr_is_told_that_mail_to_own_people_stays_here(amara, chidi, settings):
    assert [card for card in cards(acting(amara)) if card.url == "/delivery/outbox/"] == []
    asked(chidi)
    asked(make_person("Sam", email="sam@example.test", is_sample=True))

    told = [card for card in cards(acting(amara)) if card.url == "/delivery/outbox/"]
    assert [card.title for card in told] == ["1 e-mail has not left Allaboard"]
    assert [card for card in cards(acting(chidi)) if card.url == "/delivery/outbox/"] == []
    settings.SMTP_URL = "smtp://mail.example.test"
    assert [card for card in cards(acting(amara)) if card.url == "/delivery/outbox/"] == []


def test_home_calls_a_new_message_by_the_name_its_reader_sees(chidi):
    asked(chidi)

    assert [card.detail for card in cards(acting(chidi))] == [f"For {chidi.first_name}"]
