import pytest
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.roles import SYSTEM, Role
from allaboard.foundation.delivery.facade import Message, Send, SendRef, run_due, schedule
from allaboard.foundation.delivery.models import DeadAddress, Delivery
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
    assert [row["subject"] for row in client.get("/api/v1/delivery/inbox").json()["items"]] == ["Hello Chidi"]


def test_reading_the_inbox_by_program_marks_nothing_until_it_says_so(chidi, ben):
    sent()
    client = signed_in(chidi)
    entry = client.get("/api/v1/delivery/inbox").json()["items"][0]
    assert not Delivery.objects.filter(seen_at__isnull=False).exists()

    others = Delivery.objects.get(person=ben, channel="inbox")
    assert client.post(f"/api/v1/delivery/inbox/{others.pk}/seen").status_code == 404
    assert client.post(f"/api/v1/delivery/inbox/{entry['id']}/seen").json()["is_new"] is False


def test_a_program_presses_the_button_of_an_own_message_alone(chidi, ben):
    sent()
    client = signed_in(chidi)
    others = Delivery.objects.get(person=ben, channel="inbox")
    assert client.post(f"/api/v1/delivery/inbox/{others.pk}/act").status_code == 404
    own = Delivery.objects.get(person=chidi, channel="inbox")
    assert client.post(f"/api/v1/delivery/inbox/{own.pk}/act").json()["is_new"] is False

    acted = Delivery.objects.filter(acted_at__isnull=False)
    assert list(acted.values_list("pk", flat=True)) == [own.pk]


def test_an_inbox_is_read_page_by_page_newest_first(chidi):
    for number in range(3):
        schedule(
            Send(f"k{number}", Message(f"No {number}", "B"), Person.objects.all(), area="campaigns"), SYSTEM
        )
        run_due()
    client = signed_in(chidi)

    first = client.get("/api/v1/delivery/inbox?limit=2").json()
    rest = client.get("/api/v1/delivery/inbox", {"limit": 2, "cursor": first["next"]}).json()

    assert [row["subject"] for row in first["items"] + rest["items"]] == ["No 2", "No 1", "No 0"]
    assert rest["next"] == ""


def put(person, **body):
    address = "/api/v1/delivery/preferences"
    return signed_in(person).put(address, body, content_type="application/json")


def test_choices_are_read_and_changed_and_those_of_others_stay(chidi, ben):
    before = signed_in(ben).get("/api/v1/delivery/preferences").json()
    wish = {"email": "weekly", "inbox": False}

    changed = put(chidi, categories={"survey": wish}, quiet_from="20:00", quiet_until="07:00").json()

    assert changed["categories"]["survey"] == wish
    assert changed["categories"]["campaign"] == {"email": "now", "inbox": True}
    assert (changed["quiet_from"], changed["quiet_until"]) == ("20:00:00", "07:00:00")
    assert signed_in(chidi).get("/api/v1/delivery/preferences").json() == changed
    assert signed_in(ben).get("/api/v1/delivery/preferences").json() == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"categories": {"rumours": {"email": "now", "inbox": True}}},
        {"categories": {"survey": {"email": "hourly", "inbox": True}}},
        {"categories": {}, "quiet_from": "20:00"},
        {"categories": {}, "quiet_from": "20:00", "quiet_until": "20:00"},
    ],
    ids=["category", "rhythm", "no end", "no length"],
)
def test_choices_that_cannot_be_change_nothing(chidi, wrong):
    put(chidi, categories={"survey": {"email": "daily", "inbox": True}})
    before = signed_in(chidi).get("/api/v1/delivery/preferences").json()

    assert put(chidi, **wrong).status_code == 422
    assert signed_in(chidi).get("/api/v1/delivery/preferences").json() == before


def test_a_closed_address_is_listed_for_hr_and_opened_again(amara, chidi):
    closed = DeadAddress.objects.create(address="gone@example.test", code="5.1.1", reason="unknown")
    here = "/api/v1/delivery/addresses"

    assert signed_in(chidi).get(here).json()["items"] == []
    assert signed_in(chidi).delete(f"{here}/{closed.pk}").status_code == 404
    assert [row["address"] for row in signed_in(amara).get(here).json()["items"]] == ["gone@example.test"]
    way_back = signed_in(amara).delete(f"{here}/{closed.pk}").json()["undo"]
    assert not DeadAddress.objects.exists()
    signed_in(amara).post(way_back["url"])
    assert DeadAddress.objects.get().address == "gone@example.test"
