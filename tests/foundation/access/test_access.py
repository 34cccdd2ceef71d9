"""Access is given on purpose and ends at once."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access import facade, services, tokens
from allaboard.foundation.access.choices import SCOPE_CHOICES
from allaboard.foundation.access.models import ApiToken, RoleGrant, SignInLink, User
from allaboard.foundation.access.queries import actor_of, users_with_roles
from allaboard.foundation.access.roles import SYSTEM, Role
from allaboard.foundation.access.signing_in import links
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def alex(db):
    """The administrator."""
    return grant(make_person("Alex"), Role.ADMIN)


def test_an_actor_costs_one_query_however_many_roles_and_reports(ben, chidi, django_assert_num_queries):
    make_person("Second", manager=ben)
    grant(ben, Role.REVIEWER, Role.RECRUITER)
    user = User.objects.get(pk=ben.user.pk)

    with django_assert_num_queries(1):
        actor = actor_of(user)
    assert actor.roles == {Role.REVIEWER, Role.RECRUITER, Role.MANAGER, Role.EMPLOYEE}


def test_grants_of_someone_who_left_count_no_longer(amara):
    Person.objects.filter(pk=amara.pk).update(active=False)

    assert actor_of(User.objects.get(pk=amara.user.pk)).roles == frozenset()


@pytest.mark.parametrize("end", ["switch off", "leave the company"])
def test_ended_access_ends_sessions_with_the_next_click(alex, chidi, end):
    browser = signed_in(chidi)
    assert "_auth_user_id" in browser.session
    if end == "switch off":
        facade.disable_user(chidi.user, by=acting(alex))
    else:
        Person.objects.filter(pk=chidi.pk).update(active=False)

    answer = browser.get("/access/account/")

    assert answer.status_code == 302
    assert "login" in answer["Location"]


def test_an_ended_session_does_not_come_back(alex, chidi):
    browser = signed_in(chidi)
    facade.disable_user(chidi.user, by=acting(alex))
    services.enable_user(chidi.user, by=acting(alex))

    assert browser.get("/access/account/").status_code == 302


def test_only_administrators_give_roles(amara, chidi, alex):
    with pytest.raises(NotAllowed):
        facade.grant_role(chidi.user, Role.ADMIN, by=acting(amara))
    assert not RoleGrant.objects.filter(user=chidi.user).exists()

    facade.grant_role(chidi.user, Role.RECRUITER, by=acting(alex))

    assert acting(chidi).has(Role.RECRUITER)
    assert Entry.objects.get(action="access.role_granted").details == {"role": "recruiter"}


def test_the_last_administrator_stays(alex):
    with pytest.raises(RuleBroken, match="last administrator"):
        services.revoke_role(alex.user, Role.ADMIN, by=acting(alex))
    with pytest.raises(RuleBroken, match="last administrator"):
        facade.disable_user(alex.user, by=acting(alex))


def test_being_an_employee_cannot_be_granted(alex, dina):
    with pytest.raises(RuleBroken):
        facade.grant_role(dina, Role.EMPLOYEE, by=acting(alex))


class TestSessionLimits:
    def test_a_session_left_alone_ends(self, amara):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            browser = signed_in(amara)
            browser.get("/health/")
            clock.shift(timedelta(hours=9))
            browser.get("/health/")

        assert "_auth_user_id" not in browser.session

    def test_a_session_in_use_ends_after_its_longest_time(self, amara):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            browser = signed_in(amara)
            for _hours in range(0, 7 * 24, 6):
                browser.get("/health/")
                assert "_auth_user_id" in browser.session
                clock.shift(timedelta(hours=6))
            clock.shift(timedelta(hours=1))
            browser.get("/health/")

        assert "_auth_user_id" not in browser.session

    def test_employees_stay_signed_in_longer(self, chidi):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            browser = signed_in(chidi)
            browser.get("/health/")
            clock.shift(timedelta(days=6))
            browser.get("/health/")

        assert "_auth_user_id" in browser.session


class TestSignInLinks:
    def test_opening_a_link_signs_nobody_in(self, chidi, client):
        path = facade.sign_in_link(chidi.user, 30)

        assert client.get(path).status_code == 200
        assert "_auth_user_id" not in client.session

    def test_a_link_says_whose_session_it_would_end(self, chidi, ben):
        path, browser = facade.sign_in_link(chidi.user, 30), signed_in(ben)

        assert f"signed in as {ben.name}" in browser.get(path).content.decode()
        for other in (signed_in(chidi), Client()):
            assert "signed in as" not in other.get(path).content.decode()

    def test_a_link_signs_in_once(self, chidi):
        path, first, second = facade.sign_in_link(chidi.user, 30), Client(), Client()
        first.post(path)
        answer = second.post(path)

        assert first.session["_auth_user_id"] == str(chidi.user.pk)
        assert answer.status_code == 422
        assert "_auth_user_id" not in second.session

    def test_a_link_grows_old(self, chidi, client):
        with time_machine.travel(timezone.now(), tick=False) as clock:
            path = facade.sign_in_link(chidi.user, 30)
            clock.shift(timedelta(minutes=31))
            assert client.post(path).status_code == 422

        assert "_auth_user_id" not in client.session

    def test_the_secret_is_kept_nowhere(self, chidi):
        secret = facade.sign_in_link(chidi.user, 30).rstrip("/").rsplit("/", 1)[1]

        assert secret not in str(list(SignInLink.objects.values())) + str(list(Entry.objects.values()))

    @pytest.mark.parametrize(
        ("is_sample", "public_url", "signs_in_twice"),
        [
            (True, "http://127.0.0.1:8000", True),
            (True, "https://hr.example.test", False),
            (False, "http://127.0.0.1:8000", False),
        ],
    )
    def test_only_a_made_up_persons_link_on_this_machine_works_twice(
        self, settings, is_sample, public_url, signs_in_twice
    ):
        settings.PUBLIC_URL = public_url
        person = make_person("Sam", is_sample=is_sample)
        path, second = facade.sign_in_link(person.user, 30), Client()
        Client().post(path)
        second.post(path)

        assert ("_auth_user_id" in second.session) is signs_in_twice

    def test_a_reusable_link_stops_being_so_when_the_installation_goes_public(self, settings):
        path = facade.sign_in_link(make_person("Sam", is_sample=True).user, 30)
        Client().post(path)
        settings.PUBLIC_URL, later = "https://hr.example.test", Client()
        later.post(path)

        assert "_auth_user_id" not in later.session

    def test_a_link_of_someone_switched_off_is_refused(self, alex, chidi, client):
        path = facade.sign_in_link(chidi.user, 30)
        User.objects.filter(pk=chidi.user.pk).update(is_active=False)

        assert client.post(path).status_code == 422
        with pytest.raises(RuleBroken):
            links.link_with(path.split("/")[-2])


class TestTokens:
    def test_the_secret_is_shown_once(self, chidi):
        browser = signed_in(chidi)
        made = browser.post("/access/tokens/", {"name": "Export", "scopes": ["people:read"], "days": "30"})
        secret = made.context["made"].secret

        assert secret in made.content.decode()
        assert secret not in browser.get("/access/tokens/").content.decode()
        assert secret not in str(list(ApiToken.objects.values()))

    def test_tokens_of_others_are_not_there(self, chidi, ben):
        token = tokens.make_personal_token("Mine", ["people:read"], 30, by=acting(ben)).token

        assert signed_in(chidi).post(f"/access/tokens/{token.pk}/revoke/").status_code == 404
        token.refresh_from_db()
        assert token.is_usable

    def test_a_service_token_needs_an_administrator(self, amara, alex):
        with pytest.raises(NotAllowed):
            tokens.make_service_token("Robot", ["people:read"], 30, roles=[Role.ADMIN], by=acting(amara))
        with pytest.raises(RuleBroken):
            tokens.make_service_token("Robot", ["people:read"], 30, roles=[], by=acting(alex))

    def test_a_token_makes_no_tokens(self, alex):
        token = tokens.make_personal_token("All", ["access:write"], 30, by=acting(alex)).token
        from allaboard.foundation.access.queries import actor_of_token

        with pytest.raises(NotAllowed):
            tokens.make_personal_token("More", ["people:write"], 30, by=actor_of_token(token))


def test_the_list_of_users_costs_as_much_with_three_as_with_one(alex, django_assert_max_num_queries):
    for _number in range(3):
        grant(make_person(), Role.RECRUITER)

    browser = signed_in(alex)
    browser.get("/access/users/")
    with django_assert_max_num_queries(8):
        page = browser.get("/access/users/")
    assert page.status_code == 200
    assert len(page.context["users"]) == users_with_roles().count() == 4


def test_whoever_is_in_the_directory_may_ask_for_a_code_the_first_time(client):
    Person.objects.create(given_name="New", email="new@example.test")

    client.post("/account/login/code/", {"email": "New@example.test"})
    client.post("/account/login/code/", {"email": "stranger@example.test"})

    assert User.objects.get(email="new@example.test").person.given_name == "New"
    assert not User.objects.filter(email="stranger@example.test").exists()


def test_nobody_signs_up(client):
    assert client.get("/account/signup/").status_code == 404
    client.post(
        "/account/signup/",
        {"email": "eve@example.test", "password1": "a-Long-1-pass", "password2": "a-Long-1-pass"},
    )

    assert not User.objects.filter(email="eve@example.test").exists()


def test_an_e_mail_that_is_too_long_is_refused_in_words(db):
    with pytest.raises(RuleBroken, match="at most 254 characters"):
        facade.add_user(f"{'a' * 250}@x.test", by=SYSTEM)


def test_rights_of_tokens_are_named_in_the_readers_language():
    with translation.override("de"):
        assert str(dict(SCOPE_CHOICES)["surveys:write"]) == "Umfragen: lesen und ändern"
