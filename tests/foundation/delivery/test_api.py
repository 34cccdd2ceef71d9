from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.roles import SYSTEM, Role
from allaboard.foundation.delivery.facade import Message, Send, SendRef, run_due, schedule
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person


def sent(by=SYSTEM) -> SendRef:
    ref = schedule(Send("k", Message("Hello {first_name}", "B"), Person.objects.all(), area="campaigns"), by)
    run_due()
    return ref


def test_hr_sees_what_became_of_a_send(amara, chidi):
    ref = sent()
    client = signed_in(amara)

    assert client.get("/api/v1/delivery/sends").json()["items"][0]["subject"] == "Hello {first_name}"
    assert client.get(f"/api/v1/delivery/sends/{ref.id}/progress").json()["sent"] == 6
    rows = client.get(f"/api/v1/delivery/sends/{ref.id}/deliveries").json()["items"]
    assert len(rows) == 6
    assert "seen_at" not in rows[0]


def test_communications_sees_counts_but_not_who(amara, chidi):
    ref = sent(acting(amara))
    client = signed_in(grant(make_person("Comms"), Role.COMMUNICATIONS))

    assert client.get(f"/api/v1/delivery/sends/{ref.id}/progress").json()["sent"] == 6
    assert client.get(f"/api/v1/delivery/sends/{ref.id}/deliveries").json()["items"] == []


def test_an_employee_sees_only_the_own_inbox(chidi, ben):
    ref = sent()
    client = signed_in(chidi)

    assert client.get("/api/v1/delivery/sends").json()["items"] == []
    assert client.get(f"/api/v1/delivery/sends/{ref.id}").status_code == 404
    assert [row["subject"] for row in client.get("/api/v1/delivery/inbox").json()] == ["Hello Chidi"]


def test_reading_the_inbox_by_program_marks_nothing_until_it_says_so(chidi, ben):
    sent()
    client = signed_in(chidi)
    entry = client.get("/api/v1/delivery/inbox").json()[0]
    assert not Delivery.objects.filter(seen_at__isnull=False).exists()

    others = Delivery.objects.get(person=ben, channel="inbox")
    assert client.post(f"/api/v1/delivery/inbox/{others.pk}/seen").status_code == 404
    assert client.post(f"/api/v1/delivery/inbox/{entry['id']}/seen").json()["is_new"] is False
