"""The ledger for programs."""

from datetime import timedelta

from django.utils import timezone
from tests.conftest import make_person, signed_in

from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.models import Touchpoint

HERE = "/api/v1/touchpoints"


def post(person, **body):
    return signed_in(person).post(HERE, body, content_type="application/json")


def test_a_contact_is_added_in_the_callers_name_and_paged(amara, ben, chidi):
    for number in range(5):
        answer = post(
            ben, person_id=chidi.pk, kind="check_in", minutes=15, summary=f"Talk {number}", tone="good"
        )
        assert answer.status_code == 201, answer.content

    first = signed_in(amara).get(f"{HERE}?limit=3&person_id={chidi.pk}").json()
    rest = signed_in(amara).get(f"{HERE}?limit=3&person_id={chidi.pk}&cursor={first['next']}").json()

    assert [row["summary"] for row in first["items"] + rest["items"]] == [
        f"Talk {n}" for n in (4, 3, 2, 1, 0)
    ]
    assert {row["who_id"] for row in first["items"]} == {ben.pk}


def test_nobody_writes_of_people_they_do_not_see_of_the_future_or_of_what_nobody_could_read_again(ben, chidi):
    stranger = make_person("Efua")

    assert post(ben, person_id=stranger.pk, kind="meeting").status_code == 404
    later = (timezone.now() + timedelta(days=1)).isoformat()
    assert post(ben, person_id=chidi.pk, kind="meeting", at=later).status_code == 422
    assert post(ben, person_id=chidi.pk, kind="concern").status_code == 422
    for long_ago in ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00", "1899-12-31T00:00:00Z"):
        assert post(ben, person_id=chidi.pk, kind="meeting", at=long_ago).status_code == 422
    assert signed_in(ben).get(HERE).status_code == 200
    assert not Touchpoint.objects.exists()


def test_a_manager_reads_only_the_own_contacts_with_a_report(amara, ben, chidi):
    post(amara, person_id=chidi.pk, kind="meeting", summary="About the manager")
    post(ben, person_id=chidi.pk, kind="check_in")

    assert [row["kind"] for row in signed_in(ben).get(HERE).json()["items"]] == ["check_in"]
    assert len(signed_in(chidi).get(HERE).json()["items"]) == 2


def test_hr_reads_how_many_were_met_by_group_and_nobody_else_does(amara, ben, chidi):
    for person, shift in ((ben, "Day"), (chidi, "Night"), (amara, "Day")):
        Person.objects.filter(pk=person.pk).update(shift=shift)
    post(ben, person_id=chidi.pk, kind="check_in")

    found = signed_in(amara).get(f"{HERE}/coverage?by=shift&days=30").json()

    assert (found["met"], found["total"]) == (1, 3)
    assert {row["group"]: (row["met"], row["total"]) for row in found["by_group"]} == {
        "Day": (0, 2),
        "Night": (1, 1),
    }
    assert signed_in(ben).get(f"{HERE}/coverage").status_code == 403
    assert signed_in(amara).get(f"{HERE}/coverage?by=email").status_code == 422


def test_an_hr_leader_erases_what_is_written_about_a_person_and_nobody_else_does(amara, ben, chidi):
    post(ben, person_id=chidi.pk, kind="check_in")
    post(amara, person_id=ben.pk, kind="meeting")
    for other in (ben, chidi):
        refused = signed_in(other).delete(f"{HERE}/people/{chidi.pk}")
        assert refused.status_code == 403
    assert signed_in(amara).delete(f"{HERE}/people/{amara.pk}").status_code == 403

    assert signed_in(amara).delete(f"{HERE}/people/{chidi.pk}").json() == {"contacts": 1}
    assert list(Touchpoint.objects.values_list("person", flat=True)) == [ben.pk]


def test_how_much_was_asked_of_a_person_is_told_to_hr_and_the_person(amara, ben, chidi):
    post(ben, person_id=chidi.pk, kind="check_in")
    where = f"{HERE}/people/{chidi.pk}/attention"
    told = signed_in(amara).get(where).json()
    assert (told["minutes"], told["is_used_up"], bool(told["talked_at"])) == (0, False, True)

    assert signed_in(chidi).get(where).status_code == 200
    assert signed_in(ben).get(where).status_code == 403
    assert signed_in(make_person("Efua")).get(where).status_code == 404
