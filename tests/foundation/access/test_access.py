"""Access is given on purpose and ends at once."""

import pytest
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access import facade, services
from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.queries import actor_of, users_to_manage, users_visible_to, users_with_roles
from allaboard.foundation.access.roles import SYSTEM, Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


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


def test_roles_are_held_by_those_who_may_still_sign_in_and_counted_once(amara, alex, chidi, dina):
    gone, off = grant(make_person("Gone"), Role.HR_LEADER), grant(make_person("Off"), Role.HR_LEADER)
    Person.objects.filter(pk=gone.pk).update(active=False)
    facade.disable_user(off.user, by=acting(alex))
    RoleGrant.objects.create(user=dina, role=Role.HR_LEADER)

    assert list(facade.holders_of({Role.HR_LEADER, Role.HR_GENERALIST})) == [amara]


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


@pytest.mark.parametrize("way", ["page", "program"])
def test_whoever_lost_a_device_is_signed_out_everywhere_and_may_come_again(alex, amara, chidi, way):
    inside, own = signed_in(chidi), f"/access/users/{chidi.user.pk}/sign-out/"
    address = f"/api/v1/access/users/{chidi.user.pk}/sessions"
    assert signed_in(amara).post(own).status_code == 403
    assert signed_in(amara).delete(address).status_code == 404
    assert inside.get("/access/account/").status_code == 200
    browser = signed_in(alex)
    assert own in browser.get(f"/access/users/{chidi.user.pk}/").content.decode()
    browser.post(own) if way == "page" else browser.delete(address)

    assert inside.get("/access/account/").status_code == 302
    assert signed_in(User.objects.get(pk=chidi.user.pk).person).get("/access/account/").status_code == 200
    assert Entry.objects.get(action="access.signed_out").actor_person == alex.pk


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


def test_users_are_seen_by_administrators_alone(alex, amara, chidi):
    assert {amara.user.pk, chidi.user.pk} < set(users_visible_to(acting(alex)).values_list("pk", flat=True))
    assert amara.user.pk in set(users_to_manage(acting(alex)).values_list("pk", flat=True))
    for other in (amara, chidi):
        assert not users_visible_to(acting(other)).exists()
        assert not users_to_manage(acting(other)).exists()


def test_the_list_of_users_costs_as_much_with_three_as_with_one(alex, django_assert_max_num_queries):
    for _number in range(3):
        grant(make_person(), Role.RECRUITER)

    browser = signed_in(alex)
    browser.get("/access/users/")
    with django_assert_max_num_queries(10):
        page = browser.get("/access/users/")
    assert page.status_code == 200
    assert page.context["table"].total == users_with_roles().count() == 4


def test_more_users_than_a_page_holds_are_all_to_be_had_filtered_and_as_a_file(alex):
    for _number in range(120):
        grant(make_person(), Role.RECRUITER)
    nobody = User.objects.create_user(email="nobody@example.test")
    browser = signed_in(alex)

    def mails(query: str) -> list[str]:
        rows = browser.get(f"/access/users/?{query}&export=csv").getvalue().decode().splitlines()[1:]
        return [row.split(",")[1] for row in rows]

    assert len(mails("")) == 121
    assert mails("role=admin") == [alex.user.email]
    assert nobody.email not in mails("")  # whoever holds no role is found by name
    assert mails("q=nobody") == [nobody.email]
    assert mails("q=nobody&role=admin") == []
    User.objects.filter(pk=nobody.pk).update(is_active=False)
    assert mails("access=ended") == [nobody.email]


def test_an_e_mail_that_is_too_long_is_refused_in_words(db):
    with pytest.raises(RuleBroken, match="at most 254 characters"):
        facade.add_user(f"{'a' * 250}@x.test", by=SYSTEM)


@pytest.mark.parametrize(
    ("email", "why"),
    [
        ("no-address", "is not an e-mail address"),
        ("two@@example.test", "is not an e-mail address"),
        ("gone@example.test", "no longer works here"),
        ("switched@example.test", "has ended"),
        ("here@example.test", "can sign in already"),
        ("new@example.test", "old@example.test can sign in already"),
    ],
)
def test_whoever_cannot_be_added_is_told_why(alex, email, why):
    Person.objects.create(given_name="Gone", email="gone@example.test", active=False)
    make_person("Switched", email="switched@example.test")
    User.objects.filter(email="switched@example.test").update(is_active=False)
    make_person("Here", email="here@example.test")
    moved = grant(make_person("Moved", email="old@example.test"), Role.RECRUITER)
    Person.objects.filter(pk=moved.pk).update(email="new@example.test")
    before = User.objects.count()

    with pytest.raises(RuleBroken, match=why):
        facade.add_user(email, by=acting(alex))
    assert User.objects.count() == before


def test_whoever_is_in_the_directory_is_found_by_name_and_can_be_given_a_role(alex):
    make_person("Greta", email="greta@example.test")
    make_person("Gerd", email="gerd@example.test", active=False)
    User.objects.exclude(pk=alex.user.pk).delete()
    browser = signed_in(alex)

    found = browser.get("/access/users/?q=gre").content.decode()
    assert "greta@example.test" in found
    assert "Choose roles" in found
    assert "gerd@example.test" not in browser.get("/access/users/?q=ger").content.decode()
    page = browser.post("/access/users/add/", {"email": "greta@example.test"}, follow=True)
    assert "Save roles" in page.content.decode()
