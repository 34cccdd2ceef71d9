"""A sending is planned once, for everyone it is meant for, in words that can be filled in."""

from functools import partial

import pytest
from django.db import connection
from django.utils.translation import gettext, override
from tests.conftest import acting
from tests.foundation.delivery.ledger.conftest import HELLO, links, to_everyone

from allaboard.errors import RuleBroken
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import (
    Message,
    Send,
    preview,
    progress,
    run_due,
    schedule,
    unread_count,
)
from allaboard.foundation.delivery.models import Delivery, OutboxMail, Sending
from allaboard.foundation.delivery.queries import inbox_of
from allaboard.foundation.delivery.services.inbox_page import entries
from allaboard.foundation.people.models import Person


def test_everyone_gets_the_message_once_by_each_channel(amara, ben, chidi):
    sending = schedule(to_everyone(), SYSTEM)
    assert sending.planned == 6

    assert run_due() == 6
    assert run_due() == 0

    assert progress(sending.id).sent == 6
    assert sorted(OutboxMail.objects.values_list("subject", flat=True)) == [
        "Hello Amara",
        "Hello Ben",
        "Hello Chidi",
    ]
    assert unread_count(acting(chidi)) == 1


def test_a_number_that_was_used_before_never_brings_back_the_old_words(amara):
    old = schedule(to_everyone("old"), SYSTEM)
    run_due()
    Sending.objects.all().delete()
    with connection.cursor() as cursor:  # as after a restored backup
        cursor.execute("SELECT setval(pg_get_serial_sequence('delivery_sending', 'id'), %s, false)", [old.id])

    assert schedule(to_everyone("new", Message("New words", "Read me.")), SYSTEM).id == old.id
    run_due()

    assert OutboxMail.objects.latest("pk").subject == "New words"
    assert [entry.subject for entry in entries(list(Delivery.objects.filter(channel="inbox")))] == [
        "New words"
    ]


def test_the_same_key_is_the_same_sending(amara, ben):
    first = schedule(to_everyone(), SYSTEM)
    second = schedule(to_everyone(message=Message("Other", "Other")), SYSTEM)

    assert first == second
    assert Delivery.objects.count() == 4


def test_an_empty_audience_plans_nothing(amara):
    sending = schedule(Send("nobody", HELLO, Person.objects.none()), SYSTEM)
    assert sending.planned == 0


def test_an_empty_audience_has_nobody_to_learn_the_areas_fields_from(amara):
    message = Message("Hello", "Please [answer]({answer_link}).", "Answer", "{answer_link}")
    sending = schedule(
        Send("nobody", message, Person.objects.none(), personal=partial(links, "https://hr.test/a")), SYSTEM
    )
    assert sending.planned == 0


def test_an_unknown_field_is_named_with_its_position(amara):
    with pytest.raises(
        RuleBroken,
        match=r"Message, line 2, position 4: there is no field {frist_name}. Did you mean {first_name}",
    ):
        schedule(to_everyone(message=Message("Hello", "First\nHi {frist_name}")), SYSTEM)


def test_personal_fields_come_from_the_area_at_sending_time(amara):
    Person.objects.update(is_sample=True)  # whose personal links the outbox shows
    message = Message("Hello", "Please [answer]({action_url}).", "Answer", "{action_url}")
    schedule(to_everyone(message=message, personal=partial(links, "https://hr.test/a")), SYSTEM)

    run_due()

    assert f'href="https://hr.test/a/{amara.pk}"' in OutboxMail.objects.get().html


def test_a_function_that_no_other_process_finds_is_refused(amara):
    with pytest.raises(RuleBroken, match="module's function"):
        schedule(to_everyone(personal=lambda people: {}), SYSTEM)


def test_people_read_in_their_language(amara, ben):
    Person.objects.filter(pk=ben.pk).update(preferred_language="de-AT")
    german = Message("Hallo {first_name}", "Liebe Grüße", language="de")
    schedule(to_everyone(variants={"de": german}, channels=("email",)), SYSTEM)
    run_due()
    assert set(OutboxMail.objects.values_list("subject", flat=True)) == {"Hello Amara", "Hallo Ben"}


def greeting() -> Message:
    return Message(gettext("Close"), gettext("Open"))


def test_what_the_product_says_by_itself_is_said_to_each_in_the_language_they_read(amara, ben, chidi):
    Person.objects.filter(pk__in=[ben.pk, chidi.pk]).update(preferred_language="de-AT")
    User.objects.filter(person=chidi).update(language="fr")  # chosen here, whatever the directory says
    with override("es"):  # what the sender reads
        schedule(to_everyone(message=greeting), SYSTEM)

    run_due()

    read = dict(OutboxMail.objects.values_list("to", "subject"))
    for person, language in ((amara, "en"), (ben, "de"), (chidi, "fr")):
        person.refresh_from_db()
        with override(language):
            assert read[person.email] == gettext("Close")
            assert entries(list(inbox_of(acting(person))))[0].subject == gettext("Close")
            with override("es"):
                assert preview(greeting, person).subject == read[person.email]
    assert len(set(read.values())) == 3
