"""Several people write in the directory in the same instant: nobody is told of a fault, and nothing is lost."""

import json

import pytest
from bs4 import BeautifulSoup
from tests.areas.campaigns.test_writing_together import drawn
from tests.at_once import at_once
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.people import services
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_e_mail_that_two_people_are_given_at_once_becomes_that_of_one(amara, ben, chidi):
    edit, add = f"/people/{chidi.pk}/change/", "/people/new/"
    browsers = [signed_in(amara) for _deed in range(4)]
    words = [drawn(browsers[0], page) | {"email": "zoe@x.test"} for page in (edit, add)]
    sent = json.dumps({"email": "zoe@x.test"})
    json_type = "application/json"

    answers = at_once(
        chidi,
        lambda: browsers[0].post(edit, words[0]),
        lambda: browsers[1].post(add, words[1]),
        lambda: browsers[2].post("/api/v1/people", sent, json_type),
        lambda: browsers[3].patch(f"/api/v1/people/{ben.pk}", sent, json_type),
    )

    assert sum(answer.status_code == 422 for answer in answers) == 3, answers
    assert Person.objects.filter(email="zoe@x.test").count() == 1


def test_a_user_whom_two_add_at_once_is_added_once(amara):
    admins = [grant(make_person(name), Role.ADMIN) for name in ("Ada", "Abe", "Ann")]
    zoe = Person.objects.create(given_name="Zoe", email="zoe@x.test")
    browsers = [signed_in(admin) for admin in admins]
    sent = json.dumps({"email": zoe.email})

    answers = at_once(
        zoe,
        lambda: browsers[0].post("/access/users/add/", {"email": zoe.email}),
        lambda: browsers[1].post("/access/users/add/", {"email": zoe.email}),
        lambda: browsers[2].post("/api/v1/access/users", sent, "application/json"),
    )

    assert sum(answer.status_code == 422 for answer in answers) == 2, answers
    assert User.objects.get(email=zoe.email).person == zoe


def test_of_two_who_change_a_person_at_once_the_second_sees_what_the_first_wrote(amara, chidi):
    page = f"/people/{chidi.pk}/change/"
    browsers = [signed_in(amara), signed_in(amara)]
    mine = drawn(browsers[0], page)

    answers = at_once(
        chidi,
        lambda: browsers[0].post(page, mine | {"title": "First"}),
        lambda: browsers[1].post(page, mine | {"title": "Second"}),
    )

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    kept = Person.objects.get(pk=chidi.pk).title
    refused = next(answer for answer in answers if answer.status_code == 422)
    assert f"“{kept}”" in refused.content.decode()


def test_of_two_who_protect_at_once_neither_loses_anything(amara, chidi):
    by = acting(amara)

    outcomes = at_once(
        chidi,
        lambda: services.protect(chidi, {"gender": "female"}, by=by),
        lambda: services.protect(chidi, {"religion": "none of ours"}, by=by),
    )

    assert outcomes == [None, None]
    kept = services.protected_attributes(chidi, by=by)
    assert kept == {"gender": "female", "religion": "none of ours"}


def test_of_two_who_write_what_is_protected_at_once_the_second_sees_what_the_first_wrote(amara, chidi):
    services.protect(chidi, {"religion": "none of ours"}, by=acting(amara))
    seal = f"/people/{chidi.pk}/protected/seal/"
    browsers = [signed_in(amara), signed_in(amara)]
    mine = _opened(browsers[0], chidi)

    answers = at_once(
        chidi,
        lambda: browsers[0].post(seal, mine | {"gender": "female"}),
        lambda: browsers[1].post(seal, mine | {"gender": "woman"}),
    )

    assert sorted(answer.status_code for answer in answers) == [302, 422]
    kept = services.protected_attributes(chidi, by=acting(amara))
    refused = next(answer for answer in answers if answer.status_code == 422)
    assert f"“{kept['gender']}”" in refused.content.decode()


def _opened(browser, person: Person) -> dict[str, object]:
    """The fields of the opened page as a browser would send them."""
    page = BeautifulSoup(browser.post(f"/people/{person.pk}/protected/").content, "html.parser")
    form = page.find(id="id_gender").find_parent("form")
    return {field["name"]: field.get("value", "") for field in form.select("input[name]")}
