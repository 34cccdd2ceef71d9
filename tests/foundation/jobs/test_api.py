"""Long work for programs: one's own alone, as the page tells it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.foundation.access.queries import actor_of_token
from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.tokens import make_personal_token, make_service_token
from allaboard.foundation.jobs.facade import advance, fail, finish, start_progress
from allaboard.foundation.jobs.models import Progress

pytestmark = pytest.mark.django_db
HERE = "/api/v1/jobs"


def test_a_program_follows_work_to_its_end(amara):
    pk = start_progress(acting(amara), "Reading the file", 100, "/people/")
    begun = signed_in(amara).get(f"{HERE}/{pk}").json()
    assert (begun["label"], begun["done"], begun["total"]) == ("Reading the file", 0, 100)
    assert (begun["seconds_left"], begun["finished_at"], begun["is_stalled"]) == (None, None, False)

    advance(pk, 50, "Half")
    Progress.objects.update(started_at=timezone.now() - timedelta(seconds=60))
    half = signed_in(amara).get(f"{HERE}/{pk}").json()
    assert (half["done"], half["note"]) == (50, "Half")
    assert 59 <= half["seconds_left"] <= 65

    finish(pk, "/people/imports/")
    ended = signed_in(amara).get(f"{HERE}/{pk}").json()
    assert (ended["done"], ended["result_url"], ended["seconds_left"]) == (100, "/people/imports/", None)
    assert ended["finished_at"]


def test_work_is_listed_newest_first_page_by_page(amara):
    for number in range(3):
        start_progress(acting(amara), f"Work {number}", 1)
    first = signed_in(amara).get(HERE, {"limit": 2}).json()
    rest = signed_in(amara).get(HERE, {"limit": 2, "cursor": first["next"]}).json()

    assert [one["label"] for one in first["items"] + rest["items"]] == ["Work 2", "Work 1", "Work 0"]
    assert rest["next"] == ""


def test_work_that_stopped_or_stands_still_says_so(amara):
    stopped = start_progress(acting(amara), "Importing", 10)
    fail(stopped, "The file is not a table.")
    silent = start_progress(acting(amara), "Sending", 10)
    Progress.objects.filter(pk=silent).update(moved_at=timezone.now() - timedelta(minutes=6))
    told = {one["id"]: one for one in signed_in(amara).get(HERE).json()["items"]}

    assert (told[stopped]["failure"], told[stopped]["is_stalled"]) == ("The file is not a table.", False)
    assert (told[silent]["failure"], told[silent]["is_stalled"]) == ("", True)


def test_nobody_follows_the_work_of_another(amara, ben):
    pk = start_progress(acting(amara), "Secret plan", 10)

    assert signed_in(ben).get(HERE).json()["items"] == []
    answer = signed_in(ben).get(f"{HERE}/{pk}")
    assert (answer.status_code, "Secret" in answer.content.decode()) == (404, False)


def test_a_token_needs_the_scope(amara):
    start_progress(acting(amara), "Importing", 10)
    secrets = [
        make_personal_token("P", [scope], 30, by=acting(amara)).secret
        for scope in ("jobs:read", "people:write")
    ]
    answers = [Client().get(HERE, headers={"Authorization": f"Bearer {secret}"}) for secret in secrets]

    assert [answer.status_code for answer in answers] == [200, 403]
    assert len(answers[0].json()["items"]) == 1


def test_a_program_follows_the_work_of_its_own_token(amara):
    admin = acting(grant(make_person("Alex"), Role.ADMIN))
    one, other = (
        make_service_token(name, ["jobs:read"], 30, roles=[Role.RECRUITER], by=admin) for name in "AB"
    )
    pk = start_progress(actor_of_token(one.token), "Importing", 10)
    seen, hidden = (
        Client().get(f"{HERE}/{pk}", headers={"Authorization": f"Bearer {made.secret}"})
        for made in (one, other)
    )

    assert (seen.status_code, hidden.status_code) == (200, 404)
