"""Timelines and coverage are shown to those concerned, and to nobody else."""

from datetime import timedelta

from bs4 import BeautifulSoup
from django.utils import timezone
from tests.conftest import acting, make_person, signed_in

from allaboard.foundation.audit.models import Entry
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


def week(answer) -> str:
    facts = BeautifulSoup(answer.content, "html.parser").select_one(
        "dl.facts:-soup-contains('Asked this week')"
    )
    return facts.get_text(" ", strip=True) if facts else ""


def test_the_week_of_a_person_is_told_to_them_and_to_hr_and_not_to_who_sees_a_part(amara, ben, chidi):
    asked = talk(chidi, ben, days_ago=0)
    note([asked, talk(ben, amara, days_ago=0)])
    about, own = f"/contacts/people/{chidi.pk}/", "/contacts/"

    assert "20 of 15 minutes week is full" in week(signed_in(amara).get(about))
    assert "20 of 15 minutes" in week(signed_in(amara).get(f"/people/{chidi.pk}/"))
    assert "today" in week(signed_in(chidi).get(own))
    assert week(signed_in(ben).get(about)) == ""
    assert week(signed_in(ben).get(f"/people/{chidi.pk}/")) == ""


def test_whoever_was_never_met_has_a_whole_week_left(amara, chidi):
    assert "No talk noted yet Asked this week 0 of 15 minutes" in week(
        signed_in(amara).get(f"/contacts/people/{chidi.pk}/")
    )


def test_an_hr_leader_erases_the_contacts_of_one_person_and_the_trail_says_so(amara, ben, chidi):
    note([talk(chidi, amara), talk(chidi, ben, "Shift swaps"), talk(ben, amara, "About the team")])
    path = f"/contacts/people/{chidi.pk}/erase/"
    assert signed_in(ben).post(path).status_code == 403
    assert signed_in(amara).get(path).status_code == 405

    answer = signed_in(amara).post(path, follow=True)

    assert "2 contacts are erased." in answer.content.decode()
    assert [row.person for row in Touchpoint.objects.all()] == [ben]
    entry = Entry.objects.get(action="touchpoints.erased")
    assert entry.details == {"person": chidi.pk, "contacts": 2}


def test_the_way_to_erase_is_shown_to_hr_leaders_alone_and_not_about_themselves(amara, ben, chidi):
    note([talk(chidi, ben), talk(amara, ben)])

    assert "Erase for good" in signed_in(amara).get(f"/contacts/people/{chidi.pk}/").content.decode()
    for person, about in ((ben, chidi), (amara, amara)):
        assert "Erase for good" not in signed_in(person).get(f"/contacts/people/{about.pk}/").content.decode()


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

    assert "7 of 14" in page
    assert "Least met: <b>Night</b>, 1 of 6." in page
    assert signed_in(ben).get("/contacts/met/").status_code == 403
    figure = today.figures(acting(amara))[0]
    assert (figure.value, figure.note) == ("50 %", "7 of 14; Night shift: 1 of 6")
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
