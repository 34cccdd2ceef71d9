"""Who owns an initiative, and who may from now on."""

from bs4 import BeautifulSoup
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.initiatives.today import cards
from allaboard.foundation.access.roles import Role


def test_an_initiative_goes_to_somebody_else_of_the_team_and_back(team, initiative, amara):
    sam = grant(make_person("Sam"), Role.RECRUITER)

    team.post(f"/initiatives/{initiative.pk}/owner/", {"owner": sam.pk})
    initiative.refresh_from_db()
    page = team.get(f"/initiatives/{initiative.pk}/").content.decode()

    assert initiative.owner == sam
    assert f"{sam.name} owns it now." in page

    team.post(BeautifulSoup(page, "html.parser").select_one("form[action^='/undo/']")["action"])
    initiative.refresh_from_db()
    assert initiative.owner == amara


def test_only_the_team_owns_and_nobody_who_has_left(team, initiative, amara, chidi):
    left = grant(make_person("Lena"), Role.COMMUNICATIONS)
    left.active = False
    left.save()

    for person in (chidi, left):
        answer = team.post(f"/initiatives/{initiative.pk}/owner/", {"owner": person.pk})
        assert answer.status_code == 422
        assert "owner" in answer.context["form"].errors

    initiative.refresh_from_db()
    assert initiative.owner == amara


def test_a_program_hands_over_by_the_rules_of_the_page(team, initiative, amara, chidi):
    sam = grant(make_person("Sam"), Role.HR_GENERALIST)

    def ask(person):
        return team.post(
            f"/api/v1/initiatives/{initiative.pk}/owner",
            {"owner_id": person.pk},
            content_type="application/json",
        )

    refused, done = ask(chidi), ask(sam)
    initiative.refresh_from_db()

    assert (refused.status_code, done.status_code, initiative.owner) == (422, 200, sam)

    signed_in(amara).post(done.json()["undo"]["url"])
    initiative.refresh_from_db()
    assert initiative.owner == amara


SAM = Role.HR_GENERALIST


def test_what_somebody_who_left_owned_waits_on_the_page_of_hr_leaders(initiative, amara):
    sam, lead = (grant(make_person(name), role) for name, role in (("Sam", SAM), ("Lena", Role.HR_LEADER)))
    address = f"/initiatives/{initiative.pk}/owner/#more"
    initiative.owner = sam
    initiative.save()
    assert address not in [card.url for card in cards(acting(lead))]

    type(sam).objects.filter(pk=sam.pk).update(active=False)

    assert address in [card.url for card in cards(acting(lead))]
    other = grant(make_person("Other"), SAM)
    assert address not in [card.url for card in cards(acting(other))]
