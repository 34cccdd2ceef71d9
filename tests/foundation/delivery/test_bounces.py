from io import BytesIO, TextIOWrapper

import pytest
from django.core.management import call_command
from tests.conftest import acting, make_person

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, Send, progress, run_due, schedule
from allaboard.foundation.delivery.models import DeadAddress, Delivery
from allaboard.foundation.delivery.services.bouncing import record_bounce
from allaboard.foundation.people.models import Person


def notice(address: str, action: str = "failed", status: str = "5.1.1", message_id: str = "<1.1@x>") -> bytes:
    return f"""\
From: MAILER-DAEMON@mx.example.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

Could not deliver.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.test

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{address}>: Recipient address rejected

--B
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: News

--B--
""".replace("\n", "\r\n").encode()


def test_an_address_that_fails_for_good_gets_no_more_mail(chidi, ben):
    sending = schedule(Send("k", Message("A", "B"), Person.objects.all(), channels=("email",)), SYSTEM)
    run_due()

    record_bounce(notice(chidi.email.upper(), message_id=f"<{sending.id}.{chidi.pk}@x>"), SYSTEM)

    assert DeadAddress.objects.get().address == chidi.email.lower()
    assert Delivery.objects.get(person=chidi).state == "failed"
    assert Delivery.objects.get(person=ben).state == "sent"


@pytest.mark.parametrize(
    ("action", "status"), [("delayed", "4.4.1"), ("delivered", "2.0.0"), ("failed", "4.2.2")]
)
def test_what_is_not_for_good_changes_nothing(chidi, action, status):
    record_bounce(notice(chidi.email, action, status), SYSTEM)
    assert not DeadAddress.objects.exists()


def test_a_mail_that_was_not_wanted_has_failed_and_its_address_stays_open(chidi):
    sending = schedule(Send("k", Message("A", "B"), Person.objects.all(), channels=("email",)), SYSTEM)
    run_due()

    record_bounce(notice(chidi.email, status="5.7.1", message_id=f"<{sending.id}.{chidi.pk}@x>"), SYSTEM)

    assert Delivery.objects.get(person=chidi).state == "failed"
    assert not DeadAddress.objects.exists()


def test_a_notice_cannot_fail_the_delivery_of_another_address(chidi, ben):
    sending = schedule(Send("k", Message("A", "B"), Person.objects.all(), channels=("email",)), SYSTEM)
    run_due()
    record_bounce(notice(chidi.email, message_id=f"<{sending.id}.{ben.pk}@x>"), SYSTEM)
    assert Delivery.objects.get(person=ben).state == "sent"


def test_a_notice_names_a_domain_of_other_letters_in_its_own_way(db):
    ada = make_person("Ada", email="Ada@münchen.example")
    sending = schedule(Send("k", Message("A", "B"), Person.objects.all(), channels=("email",)), SYSTEM)
    run_due()

    record_bounce(notice("ada@xn--mnchen-3ya.example", message_id=f"<{sending.id}.{ada.pk}@x>"), SYSTEM)
    again = schedule(Send("l", Message("A", "B"), Person.objects.all(), channels=("email",)), SYSTEM)
    run_due()

    assert Delivery.objects.get(sending=sending.id).state == "failed"
    assert progress(again.id).suppressed == {"bounced": 1}


def test_an_ordinary_mail_is_refused(db):
    with pytest.raises(RuleBroken, match="no delivery notice"):
        record_bounce(b"Subject: Hello\r\n\r\nHi", SYSTEM)


def test_an_employee_cannot_report_bounces(chidi, ben):
    with pytest.raises(NotAllowed):
        record_bounce(notice(ben.email), acting(chidi))
    assert not DeadAddress.objects.exists()


def test_a_mail_server_can_pipe_notices_in(chidi, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(notice(chidi.email))))
    call_command("record_bounce")
    assert f"{chidi.email}: failed 5.1.1" in capsys.readouterr().out
    assert DeadAddress.objects.exists()
