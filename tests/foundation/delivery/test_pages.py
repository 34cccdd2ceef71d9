import re
from functools import partial

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.mail import send_mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.conftest import acting, grant, make_person, signed_in
from tests.foundation.delivery.ledger.conftest import links, to_everyone

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import SYSTEM, Role
from allaboard.foundation.delivery.composing.personal import unsubscribe_url
from allaboard.foundation.delivery.facade import Message, Send, preview, run_due, schedule, send_test
from allaboard.foundation.delivery.models import DeadAddress, Delivery, OutboxMail, QuietHours, Sending, Wish
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import Touchpoint

NEWS = Message(
    "News for {first_name}",
    "Read **this**.",
    "Open",
    "/delivery/inbox/?from=mail",
    "You get this because you work in {department}.",
    "campaign",
)


def sent(message: Message = NEWS) -> None:
    schedule(Send("k", message, Person.objects.all(), area="campaigns"), SYSTEM)
    run_due()


def text_of(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def test_a_person_reads_own_messages_and_nobody_elses(ben, chidi):
    sent()
    mine, others = (
        Delivery.objects.get(person=chidi, channel="inbox"),
        Delivery.objects.get(person=ben, channel="inbox"),
    )
    client = signed_in(chidi)

    inbox = client.get("/delivery/inbox/")
    assert "News for Chidi" in text_of(inbox)
    assert "News for Ben" not in text_of(inbox)
    assert "because you work in Operations." in text_of(client.get(f"/delivery/inbox/{mine.pk}/"))
    assert client.get(f"/delivery/inbox/{others.pk}/").status_code == 404

    mine.refresh_from_db()
    others.refresh_from_db()
    assert mine.seen_at
    assert others.seen_at is None


def test_the_button_of_a_message_leads_on_and_is_counted(chidi, ben):
    sent()
    delivery = Delivery.objects.get(person=chidi, channel="inbox")
    answer = signed_in(chidi).post(f"/delivery/inbox/{delivery.pk}/act/")
    assert answer["Location"].endswith("/delivery/inbox/?from=mail")
    delivery.refresh_from_db()
    assert delivery.acted_at


def test_the_policy_lets_the_button_lead_out_of_the_product_and_nowhere_else(chidi, ben):
    sent(Message("News", "Read **this**.", "Open", "https://board.example.test/swaps?for=me"))
    delivery = Delivery.objects.get(person=chidi, channel="inbox")
    client = signed_in(chidi)
    policy = client.get(f"/delivery/inbox/{delivery.pk}/")["Content-Security-Policy"]
    elsewhere = client.get("/delivery/inbox/")["Content-Security-Policy"]

    assert "form-action 'self' https://board.example.test;" in policy + ";"
    assert "form-action 'self';" in elsewhere + ";"


def test_following_an_invitation_to_a_survey_leaves_no_trace_but_the_day(chidi, ben):
    sent()
    Sending.objects.update(category="survey")
    delivery = Delivery.objects.get(person=chidi, channel="inbox")
    signed_in(chidi).post(f"/delivery/inbox/{delivery.pk}/act/")
    delivery.refresh_from_db()

    assert delivery.acted_at is None
    assert (delivery.seen_at.hour, delivery.seen_at.minute, delivery.seen_at.second) == (0, 0, 0)


def test_looking_at_the_inbox_list_marks_nothing(chidi, ben):
    sent()
    signed_in(chidi).get("/delivery/inbox/")
    assert not Delivery.objects.filter(seen_at__isnull=False).exists()


def test_the_inbox_asks_no_more_of_many_messages_than_of_one(chidi, ben):
    browser = signed_in(chidi)
    counts = []
    for numbers in (range(1), range(1, 4)):
        for number in numbers:
            link = Message(f"Link {number}", "Read this.", "Open", "{action_url}")
            schedule(to_everyone(str(number), link, personal=partial(links, "https://hr.test")), SYSTEM)
        run_due()
        browser.get("/delivery/inbox/")
        with CaptureQueriesContext(connection) as asked:
            assert f"Link {numbers[-1]}" in text_of(browser.get("/delivery/inbox/"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_a_field_in_the_buttons_address_is_a_part_of_it_whatever_it_holds(chidi):
    Person.objects.filter(pk=chidi.pk).update(department="R&D / labs")
    sent(Message("S", "T", "Open", "https://forms.test/?of={department}&by={first_name}"))
    delivery = Delivery.objects.get(person=chidi, channel="inbox")

    opened = signed_in(chidi).post(f"/delivery/inbox/{delivery.pk}/act/")

    assert opened["Location"] == "https://forms.test/?of=R%26D%20%2F%20labs&by=Chidi"


def test_unsubscribing_asks_first_and_a_mail_program_needs_no_session(chidi, ben):
    path = re.sub(r"^https?://[^/]+", "", unsubscribe_url(chidi.pk, "campaign"))
    stranger = Client(enforce_csrf_checks=True)

    assert "Stop these e-mails?" in text_of(stranger.get(path))
    assert not Wish.objects.exists()

    for _ in range(2):  # providers repeat what they are not sure of
        answer = stranger.post(
            path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200
    wish = Wish.objects.get()
    assert (wish.person, wish.channel, wish.rhythm) == (chidi, "email", "off")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("category", ["campaign", "digest"])
def test_the_link_of_somebody_who_has_gone_is_answered_all_the_same(chidi, category):
    path = re.sub(r"^https?://[^/]+", "", unsubscribe_url(chidi.pk, category))
    chidi.delete()

    assert Client().post(path).status_code == 200
    assert not Wish.objects.exists()


def test_a_forged_unsubscribe_link_changes_nothing(chidi, ben):
    token = unsubscribe_url(chidi.pk, "campaign").rstrip("/").rpartition("/")[2]
    forged = token.replace(f"{chidi.pk}.", f"{ben.pk}.", 1)
    assert Client().post(f"/delivery/unsubscribe/{forged}/").status_code == 404
    assert not Wish.objects.exists()


CHOSEN = {
    "campaign_email": "off",
    "campaign_inbox": "on",
    "survey_email": "daily",
    "survey_inbox": "on",
    "change_email": "now",
    "event_email": "weekly",
    "event_inbox": "on",
    "quiet_from": "20:00",
    "quiet_until": "07:00",
}


def test_choices_are_kept_per_person(chidi, ben):
    Wish.objects.create(person=ben, category="campaign", channel="inbox", rhythm="off")
    answer = signed_in(chidi).post("/delivery/preferences/", CHOSEN | {"is_quiet": "on"})

    assert answer.status_code == 302
    assert set(Wish.objects.filter(person=chidi).values_list("category", "channel", "rhythm")) == {
        ("campaign", "email", "off"),
        ("survey", "email", "daily"),
        ("change", "inbox", "off"),
        ("event", "email", "weekly"),
    }
    assert QuietHours.objects.get().person == chidi
    assert Wish.objects.filter(person=ben).count() == 1
    again = BeautifulSoup(signed_in(chidi).get("/delivery/preferences/").content, "html.parser")
    assert again.select_one("#id_survey_email option[selected]")["value"] == "daily"
    assert again.select_one("#id_is_quiet").has_attr("checked")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"is_quiet": "on", "quiet_until": ""}, "This is needed"),
        ({"is_quiet": "on", "quiet_until": "20:00"}, "two different times"),
        ({"is_quiet": "on", "quiet_from": "late"}, "Enter a time, such as"),
        ({"survey_email": "hourly"}, "Choose from the list"),
    ],
)
def test_choices_that_cannot_be_are_explained_and_nothing_is_kept(chidi, given, says):
    answer = signed_in(chidi).post("/delivery/preferences/", CHOSEN | given)
    assert answer.status_code == 422
    assert says in text_of(answer)
    assert not Wish.objects.exists()
    assert not QuietHours.objects.exists()


def test_the_outbox_is_for_hr_and_administrators(amara, chidi):
    sent()
    shown = OutboxMail.objects.get(to=chidi.email)
    assert signed_in(chidi).get("/delivery/outbox/").status_code == 403
    assert signed_in(chidi).get(f"/delivery/outbox/{shown.pk}/html/").status_code == 403

    page = signed_in(amara).get(f"/delivery/outbox/{shown.pk}/")
    assert "News for Chidi" in text_of(page)
    framed = signed_in(amara).get(f"/delivery/outbox/{shown.pk}/html/")
    assert framed["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in framed["Content-Security-Policy"]


def test_a_sign_in_code_lands_in_the_outbox(db, settings):
    settings.EMAIL_BACKEND = "allaboard.foundation.delivery.django_backend.DeliveryBackend"
    send_mail("Your code", "123456", None, ["someone@example.test"])
    assert OutboxMail.objects.get().text == "123456"
    assert not mail.outbox


def test_a_sign_in_code_is_read_by_administrators_alone(amara, settings):
    settings.EMAIL_BACKEND = "allaboard.foundation.delivery.django_backend.DeliveryBackend"
    alex = grant(make_person("Alex"), Role.ADMIN)
    send_mail("Your code", "123456", None, [alex.email])
    written = OutboxMail.objects.get()

    assert "Your code" in text_of(signed_in(alex).get("/delivery/outbox/"))
    assert "Your code" not in text_of(signed_in(amara).get("/delivery/outbox/"))
    assert signed_in(amara).get(f"/delivery/outbox/{written.pk}/").status_code == 404
    assert signed_in(amara).get(f"/delivery/outbox/{written.pk}/html/").status_code == 404


def test_a_preview_shows_every_shape_as_that_person_gets_it(amara, chidi):
    shown = preview(Message("Hi {first_name}", "You are in **{department}**.", "Go", "/x/"), chidi)
    assert shown.subject == "Hi Chidi"
    assert "You are in Operations." in shown.text
    assert all("<strong>Operations</strong>" in each for each in (shown.html, shown.inbox_html))


def test_an_unknown_field_is_told_in_the_preview(amara):
    with pytest.raises(RuleBroken, match=r"there is no field {salary}"):
        preview(Message("A", "{salary}"), amara)


def test_a_test_goes_to_the_writer_and_is_no_contact(amara, chidi):
    send_test(Message("Hi {first_name}", "Text"), amara, acting(amara))
    run_due()
    assert OutboxMail.objects.get().to == amara.email
    assert not Touchpoint.objects.exists()


def test_a_test_comes_to_a_writer_who_wants_no_such_messages(amara):
    for channel in ("email", "inbox"):
        Wish.objects.create(person=amara, category="campaign", channel=channel, rhythm="off")

    send_test(NEWS, amara, acting(amara))
    run_due()

    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_script_in_a_message_is_taken_out(amara):
    body = "<script>alert(1)</script> [click](javascript:alert(1)) <img src=x onerror=alert(1)>"
    shown = BeautifulSoup(preview(Message("<b>", body), amara).inbox_html, "html.parser")
    assert "alert(1)" in shown.get_text()
    assert not shown.find_all(["script", "img"])
    assert not shown.find_all(href=re.compile("javascript"))


def test_hr_says_that_addresses_work_again_and_takes_it_back(amara, chidi):
    kept = [DeadAddress.objects.create(address=f"{name}@example.test", code="5.1.1") for name in "xyz"]
    before = list(DeadAddress.objects.order_by("pk").values())
    lift = "/delivery/addresses/lift/"

    assert signed_in(chidi).post(lift, {"chosen": [kept[0].pk]}).status_code == 403
    browser = signed_in(amara)
    browser.post(lift)
    browser.post(f"{lift}?q=nobody", {"all_matching": "yes"})
    assert list(DeadAddress.objects.order_by("pk").values()) == before

    browser.post(f"{lift}?q=x@", {"all_matching": "yes"})
    assert not DeadAddress.objects.filter(address="x@example.test").exists()
    page = browser.post(lift, {"chosen": [kept[1].pk, kept[2].pk]}, follow=True).content.decode()
    assert "2 addresses get e-mail again." in page
    assert not DeadAddress.objects.exists()

    DeadAddress.objects.create(address="y@example.test", code="5.7.1")
    browser.post(re.findall(r"/undo/\d+/", page)[-1])
    assert dict(DeadAddress.objects.values_list("address", "code")) == {
        "y@example.test": "5.7.1",
        "z@example.test": "5.1.1",
    }


def test_dead_addresses_are_found_sorted_and_exported(amara):
    DeadAddress.objects.create(address="a@example.test", code="5.1.1", reason="unknown user")
    DeadAddress.objects.create(address="b@example.test", code="5.2.2", reason="=1+1")
    browser, page = signed_in(amara), "/delivery/addresses/"

    assert b"b@<wbr>" not in browser.get(page + "?q=unknown").content
    up = browser.get(page + "?sort=address").content
    assert up.index(b"a@<wbr>") < up.index(b"b@<wbr>")
    file = b"".join(browser.get(page + "?sort=-address&export=csv").streaming_content).decode()
    assert [line.split(",")[0] for line in file.splitlines()[1:]] == ["b@example.test", "a@example.test"]
    assert ",=1+1" not in file
