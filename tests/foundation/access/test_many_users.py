"""What administrators do to many users at once, and how it is taken back."""

import pytest
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.errors import NotAllowed
from allaboard.foundation.access import services
from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.undo.models import Offer

pytestmark = pytest.mark.django_db


def holders(role: Role) -> set[str]:
    found = RoleGrant.objects.filter(role=role, user__is_active=True)
    return set(found.values_list("user__person__given_name", flat=True))


def take_back(browser) -> None:
    browser.post(f"/undo/{Offer.objects.latest('pk').pk}/")


@pytest.fixture
def team(alex):
    """Two who recruit, and one who reviews; signed in as the administrator."""
    rita, noa = (grant(make_person(name), Role.RECRUITER) for name in ("Rita", "Noa"))
    return signed_in(alex), rita, noa, grant(make_person("Mei"), Role.REVIEWER)


def test_a_role_is_given_to_many_and_taken_back_from_those_only_who_had_it_not(team):
    browser, rita, _noa, mei = team
    chosen = {"chosen": [rita.user.pk, mei.user.pk]}
    asked = browser.post("/access/users/role/", chosen)
    assert "A role for 2 users" in asked.content.decode()
    assert browser.post("/access/users/role/", chosen | {"role": "", "what": "give"}).status_code == 422
    told = browser.post("/access/users/role/", chosen | {"role": "recruiter", "what": "give"}, follow=True)

    assert "1 user holds the role Recruiter now." in told.content.decode()
    assert holders(Role.RECRUITER) == {"Rita", "Noa", "Mei"}
    take_back(browser)
    assert holders(Role.RECRUITER) == {"Rita", "Noa"}


def test_a_role_is_taken_from_all_who_match(team):
    browser, *_people = team
    wanted = {"all_matching": "yes", "role": "recruiter", "what": "take"}
    browser.post("/access/users/role/?role=recruiter", wanted)

    assert holders(Role.RECRUITER) == set()
    assert holders(Role.REVIEWER) == {"Mei"}
    assert Entry.objects.filter(action="access.role_revoked").count() == 2
    again = browser.post("/access/users/role/", wanted, follow=True)
    assert "Nothing was changed." in again.content.decode()
    take_back(browser)
    assert holders(Role.RECRUITER) == {"Rita", "Noa"}


def test_nobody_takes_their_own_role_of_an_administrator_with_those_of_others(team):
    browser, *_people = team
    grant(make_person("Bea"), Role.ADMIN)
    browser.post("/access/users/role/", {"all_matching": "yes", "role": "admin", "what": "take"})

    assert holders(Role.ADMIN) == {"Alex"}


def test_access_of_many_ends_but_not_ones_own_and_comes_back(team):
    browser, rita, _noa, mei = team
    inside = signed_in(rita)
    services.disable_user(mei.user, by=acting(User.objects.get(person__given_name="Alex").person))
    told = browser.post("/access/users/end-access/", {"all_matching": "yes"}, follow=True)

    assert "Access of 2 users has ended." in told.content.decode()
    assert inside.get("/access/account/").status_code == 302
    assert set(User.objects.filter(is_active=True).values_list("person__given_name", flat=True)) == {"Alex"}
    take_back(browser)
    assert not User.objects.get(pk=mei.user.pk).is_active
    assert holders(Role.RECRUITER) == {"Rita", "Noa"}
    assert inside.get("/access/account/").status_code == 302  # the sessions stay ended


def test_only_administrators_do_so(team, amara):
    _browser, rita, _noa, _mei = team
    for address in ("role", "end-access", "emails"):
        answer = signed_in(amara).post(f"/access/users/{address}/", {"chosen": [rita.user.pk]})
        assert answer.status_code == 403
    with pytest.raises(NotAllowed):
        services.set_role_of(User.objects.all(), Role.ADMIN, given=True, by=acting(amara))
    with pytest.raises(NotAllowed):
        services.end_access_of(User.objects.all(), by=acting(amara))

    assert holders(Role.ADMIN) == {"Alex"}
    assert not User.objects.filter(is_active=False).exists()
