"""The brief is shown before it goes out, and reaches each leader with their own link."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from tests.areas.initiatives.conftest import happened, kinds
from tests.conftest import acting, signed_in

from allaboard.areas.initiatives.services.briefs import (
    revoke_link,
    send_briefs,
)
from allaboard.errors import RuleBroken
from allaboard.foundation.delivery.facade import run_due, state_queryset
from allaboard.foundation.delivery.models import Delivery, Sending


def ask_page(amara, initiative, **values):
    browser, address = signed_in(amara), reverse("initiatives:ask", args=[initiative.pk])
    return (browser.post(address, values) if values else browser.get(address)).content.decode()


def test_sending_the_brief_reaches_each_leader_with_their_own_link(
    initiative, ben_as_leader, rosa_as_leader, amara
):
    sent = send_briefs(
        initiative, [ben_as_leader.pk, rosa_as_leader.pk], "See you Friday {name}", acting(amara)
    )
    run_due(100)

    assert sent == 2
    assert kinds(ben_as_leader) == ["brief_sent"]
    reached = state_queryset(Sending.objects.get().pk).filter(state="sent")
    assert set(reached.values_list("person_id", flat=True)) == {
        ben_as_leader.person_id,
        rosa_as_leader.person_id,
    }


def test_the_button_of_a_link_taken_back_leads_to_the_inbox(initiative, ben_as_leader, ben, amara):
    send_briefs(initiative, [ben_as_leader.pk], "", acting(amara))
    run_due(100)
    message = Delivery.objects.get(person=ben, channel="inbox")
    for link in ben_as_leader.links.all():
        revoke_link(link, acting(amara))

    page = signed_in(ben).get(reverse("delivery:message", args=[message.pk])).content.decode()
    pressed = signed_in(ben).post(reverse("delivery:act", args=[message.pk]))

    assert "{action_url}" not in page
    assert pressed.headers["Location"] == reverse("delivery:inbox")


def test_an_empty_brief_is_not_sent(initiative, ben_as_leader, amara):
    type(initiative).objects.update(problem="")
    initiative.refresh_from_db()

    with pytest.raises(RuleBroken):
        send_briefs(initiative, [ben_as_leader.pk], "", acting(amara))
    assert kinds(ben_as_leader) == []


def test_the_message_is_shown_as_a_leader_gets_it(ben_as_leader, amara):
    page = ask_page(amara, ben_as_leader.initiative)

    assert "Hello Ben," in page
    assert "<strong>Shift swaps settled within a day</strong>" in page
    assert "{first_name}" not in page
    assert "**" not in page
    assert "As Ben" in page


def test_a_wrong_form_shows_the_personal_line_in_its_place(ben_as_leader, amara):
    page = ask_page(amara, ben_as_leader.initiative, note="Kind {regards}, **A**")

    assert "<p>Kind (regards), <strong>A</strong></p>" in page


def test_what_the_brief_does_not_say_yet_is_told_before_it_is_sent(ben_as_leader, amara):
    initiative = ben_as_leader.initiative
    page = ask_page(amara, initiative)
    assert "The brief does not say everything yet." in page
    assert ">what we want to do</a>" in page
    assert "what is wrong" not in page
    assert ">Send brief</button>" in page

    initiative.options.create(label="A board", is_chosen=True)
    assert "does not say everything" not in ask_page(amara, initiative)

    initiative.problem = ""
    initiative.save()
    page = ask_page(amara, initiative)
    assert "It can be sent once it says what is wrong." in page
    assert ">Send brief</button>" not in page


def test_without_leaders_there_is_nobody_to_send_it_to(initiative, amara):
    page = ask_page(amara, initiative)

    assert "No leader is on the list yet." in page
    assert ">Send brief</button>" not in page


def test_the_button_counts_and_the_form_ticks_those_whom_nobody_has_asked(
    initiative, ben_as_leader, rosa_as_leader, amara
):
    def page():
        return signed_in(amara).get(reverse("initiatives:detail", args=[initiative.pk])).content.decode()

    assert "Ask 2 leaders" in page()
    send_briefs(initiative, [ben_as_leader.pk], "", acting(amara))
    assert "Ask 1 leader" in page()
    form = BeautifulSoup(ask_page(amara, initiative), "html.parser")
    assert [box["value"] for box in form.select("input[name=leaders][checked]")] == [str(rosa_as_leader.pk)]
    send_briefs(initiative, [rosa_as_leader.pk], "", acting(amara))
    assert "Ask 1 leader" not in page()
    assert "Ask 2 leaders" not in page()
    assert "Add leader" in page()


def test_one_leader_is_briefed_and_two_are(initiative, ben_as_leader, amara):
    happened(ben_as_leader, "brief_read")
    assert (
        "1 of 1 leader is briefed"
        in signed_in(amara).get(reverse("initiatives:detail", args=[initiative.pk])).content.decode()
    )
