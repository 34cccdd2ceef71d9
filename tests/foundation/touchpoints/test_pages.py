"""Timelines and coverage are shown to those concerned, and to nobody else."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.utils import timezone
from tests.conftest import acting, make_person, signed_in

from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints import today
from allaboard.foundation.touchpoints.facade import Touch, note
from allaboard.foundation.touchpoints.models import Touchpoint


def talk(
    person: Person, who: Person | None = None, summary: str = "", days_ago: int = 1, kind: str = "check_in"
) -> Touch:
    at = timezone.now() - timedelta(days=days_ago)
    return Touch(person.pk, kind, "out", "people", "", at, 20, "good", who.pk if who else None, summary)


def timeline(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").find(id="timeline").get_text(" ", strip=True)


def test_a_person_reads_every_contact_about_oneself(amara, ben, chidi):
    note(
        [talk(chidi, ben, "Shift swaps"), talk(chidi, amara, "New role"), talk(ben, amara, "About the team")]
    )

    shown = timeline(signed_in(chidi).get("/contacts/"))

    assert "Shift swaps" in shown
    assert "New role" in shown
    assert "About the team" not in shown


def test_a_manager_reads_only_the_own_talks_with_a_report(amara, ben, chidi):
    note([talk(chidi, ben, "Shift swaps"), talk(chidi, amara, "Complaint about Ben")])

    assert "Complaint" not in timeline(signed_in(ben).get(f"/contacts/people/{chidi.pk}/"))
    assert "Shift swaps" in timeline(signed_in(ben).get(f"/contacts/people/{chidi.pk}/"))
    assert "Complaint" in timeline(signed_in(amara).get(f"/contacts/people/{chidi.pk}/"))
    assert signed_in(chidi).get(f"/contacts/people/{make_person('Efua').pk}/").status_code == 404


def test_a_manager_writes_a_talk_down(ben, chidi):
    given = {
        "kind": "check_in",
        "day": timezone.localdate().isoformat(),
        "minutes": 25,
        "tone": "good",
        "summary": "Went well",
    }
    path = f"/contacts/people/{chidi.pk}/"

    assert signed_in(ben).post(path, given).status_code == 302
    assert signed_in(ben).post(path, {**given, "day": "2199-01-01"}).status_code == 422
    assert signed_in(ben).post(path, {**given, "minutes": -1}).status_code == 422

    kept = Touchpoint.objects.get()
    assert (kept.person, kept.who, kept.minutes, kept.tone) == (chidi, ben, 25, "good")


def test_an_employee_writes_nothing_down(ben, chidi):
    path = f"/contacts/people/{ben.pk}/"

    answer = signed_in(chidi).post(
        path, {"kind": "check_in", "day": timezone.localdate().isoformat(), "minutes": 5}
    )

    assert answer.status_code == 403
    assert not Touchpoint.objects.exists()


def test_people_met_are_shown_to_hr_by_group(amara, ben):
    night = [make_person(shift="Night") for _ in range(6)]
    day = [make_person(shift="Day") for _ in range(6)]
    note(
        [
            talk(night[0], amara),
            *[talk(person, amara) for person in day],
            talk(night[1], amara, kind="message"),
        ]
    )

    page = signed_in(amara).get("/contacts/met/?by=shift&days=90").content.decode()

    assert "7 of 14 people" in page
    assert "Least met: <b>Night</b>, 1 of 6." in page
    assert signed_in(ben).get("/contacts/met/").status_code == 403
    figure = today.figures(acting(amara))[0]
    assert (figure.value, figure.note) == ("50 %", "7 of 14 people; Night shift: 1 of 6")
    assert today.figures(acting(ben)) == []


def test_a_wrong_address_of_the_coverage_shows_the_usual_one(amara):
    assert signed_in(amara).get("/contacts/met/?by=email&days=x").status_code == 200


def test_a_timeline_asks_as_much_for_three_contacts_as_for_thirty(
    amara, chidi, django_assert_max_num_queries
):
    client = signed_in(amara)
    note([talk(chidi, amara, str(number)) for number in range(30)])
    client.get(f"/contacts/people/{chidi.pk}/")

    with django_assert_max_num_queries(14):
        client.get(f"/contacts/people/{chidi.pk}/")
