"""What every call may rely on: who calls, how refusals look, pages, and keys that make a call happen once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import encode_multipart
from django.urls import path
from django.utils import timezone
from ninja import File, Form, Schema
from ninja.files import UploadedFile

from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.models import ApiToken, User
from allaboard.foundation.access.secrets import digest_of
from allaboard.foundation.api.facade import AllaboardAPI, Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.api.models import KeptAnswer
from allaboard.foundation.api.tasks import forget_answers
from allaboard.foundation.people.models import Person

SECRET = "allaboard_test"


class PersonOut(Schema):
    id: int
    given_name: str


class NameIn(Schema):
    name: str


api = AllaboardAPI()
api.urls_namespace = "api-under-test"


@api.get("/people", response=Page[PersonOut], auth=scope("people:read"))
def listed(request, cursor: Cursor = "", limit: Limit = 50):
    return paginate(Person.objects.filter(department="Listed"), cursor, limit, order="-given_name")


@api.post("/people", response=PersonOut, auth=scope("people:write"))
@idempotent
def add(request, body: NameIn):
    person = Person.objects.create(given_name=body.name, email=f"{body.name}@example.test")
    if body.name == "Forbidden":
        raise RuleBroken("Nobody may be called Forbidden.")
    return person


@api.post("/files", response=int, auth=scope("people:write"))
@idempotent
def take(request, file: File[UploadedFile], note: Form[str]):
    return Person.objects.create(given_name=note, email=f"{len(file.read())}@example.test").pk


@api.get("/missing", auth=scope("people:read"))
def missing(request):
    raise NotFound("There is no such person.")


@api.get("/broken", auth=scope("people:read"))
def broken(request):
    raise ZeroDivisionError("secret detail")


urlpatterns = [path("api/v1/", api.urls)]
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]


def token_of(person, *scopes):
    ApiToken.objects.create(
        user=person.user, name="Test", digest=digest_of(SECRET), hint="test", scopes=list(scopes)
    )
    return {"HTTP_AUTHORIZATION": f"Bearer {SECRET}"}


def test_nobody_is_told_how_to_sign_in(client):
    answer = client.get("/api/v1/people")

    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_reaches_no_further_than_its_scopes(client, chidi):
    reading = token_of(chidi, "people:read")

    assert client.get("/api/v1/people", **reading).status_code == 200
    refused = client.post("/api/v1/people", {"name": "Eve"}, content_type="application/json", **reading)
    assert refused.status_code == 403
    assert not Person.objects.filter(given_name="Eve").exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"person__active": False}])
def test_a_token_ends_with_its_users_access(client, chidi, change):
    token = token_of(chidi, "people:read")
    if "is_active" in change:
        type(chidi.user).objects.filter(pk=chidi.user.pk).update(is_active=False)
    else:
        Person.objects.filter(pk=chidi.pk).update(active=False)

    assert client.get("/api/v1/people", **token).status_code == 401


def test_a_browser_writes_only_with_the_csrf_token(amara):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(amara.user)

    refused = browser.post("/api/v1/people", {"name": "Eve"}, content_type="application/json")

    assert refused.status_code == 403
    assert not Person.objects.filter(given_name="Eve").exists()
    assert browser.get("/api/v1/people").status_code == 200


def test_pages_neither_skip_nor_repeat_while_rows_are_added(client, chidi):
    token = token_of(chidi, "people:read")
    for number, name in enumerate("AABBCCDD"):
        Person.objects.create(given_name=name, email=f"{number}@example.test", department="Listed")
    seen, cursor = [], ""
    while True:
        page = client.get("/api/v1/people", {"cursor": cursor, "limit": 3}, **token).json()
        seen += [row["id"] for row in page["items"]]
        Person.objects.create(given_name="Z", email=f"later{len(seen)}@example.test", department="Listed")
        cursor = page["next"]
        if not cursor:
            break

    assert len(seen) == len(set(seen)) == 8


@pytest.mark.parametrize("query", [{"cursor": "made-up"}, {"limit": 0}, {"limit": 10_000}])
def test_a_page_that_cannot_be_is_a_problem_not_a_fault(client, chidi, query):
    answer = client.get("/api/v1/people", query, **token_of(chidi, "people:read"))

    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


def test_a_cursor_of_another_list_is_refused(amara, ben):
    after_the_first = paginate(Person.objects.all(), limit=1).next

    assert [row.pk for row in paginate(Person.objects.all(), after_the_first).items] == [ben.pk]
    with pytest.raises(RuleBroken, match="another list"):
        paginate(User.objects.all(), after_the_first)
    with pytest.raises(RuleBroken, match="another list"):
        paginate(Person.objects.all(), after_the_first, order="-pk")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "text/xml"])
def test_a_body_that_does_not_say_it_is_json_is_refused(client, chidi, kind):
    token = token_of(chidi, "people:write")
    answer = client.post("/api/v1/people", '{"name": "Eve"}', content_type=kind, **token)

    assert (answer.status_code, answer["Content-Type"]) == (415, "application/problem+json")
    assert not Person.objects.filter(given_name="Eve").exists()
    json = "application/json; charset=utf-8"
    assert client.post("/api/v1/people", '{"name": "Eve"}', content_type=json, **token).status_code == 200


def test_a_fault_tells_a_reference_and_nothing_else(client, chidi, log_lines):
    answer = client.get("/api/v1/broken", **token_of(chidi, "people:read"))

    assert answer.status_code == 500
    assert "secret detail" not in answer.content.decode()
    assert f"{answer.json()['reference']} fault at GET api/v1/broken" in log_lines()


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b'{"name": "a\\u0000"}',
        b'{"name": "\\ud800"}',
        b'{"name": "A", "more": -1e999}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_body_that_cannot_be_kept_is_refused(client, chidi, body):
    answer = client.post(
        "/api/v1/people", body, content_type="application/json", **token_of(chidi, "people:write")
    )

    assert answer.status_code in {400, 422}
    assert answer["Content-Type"] == "application/problem+json"


class TestIdempotencyKeys:
    def post(self, client, token, name, key="one"):
        return client.post(
            "/api/v1/people",
            {"name": name},
            content_type="application/json",
            HTTP_IDEMPOTENCY_KEY=key,
            **token,
        )

    def test_a_repeat_gets_the_first_answer(self, client, chidi):
        token = token_of(chidi, "people:write")
        first, second = self.post(client, token, "Eve"), self.post(client, token, "Eve")

        assert first.json() == second.json()
        assert second["Idempotency-Replayed"] == "true"
        assert Person.objects.filter(given_name="Eve").count() == 1

    def test_another_body_is_refused(self, client, chidi):
        token = token_of(chidi, "people:write")
        self.post(client, token, "Eve")

        assert self.post(client, token, "Mallory").status_code == 409
        assert not Person.objects.filter(given_name="Mallory").exists()

    def test_a_large_file_sent_again_happens_once_and_another_file_is_refused(self, client, chidi):
        token = token_of(chidi, "people:write")

        def send(content, boundary):  # programs choose another one each time
            form = {"file": SimpleUploadedFile("staff.csv", content), "note": "Eve"}
            kind = f"multipart/form-data; boundary={boundary}"
            return client.post(
                "/api/v1/files",
                encode_multipart(boundary, form),
                content_type=kind,
                HTTP_IDEMPOTENCY_KEY="f",
                **token,
            )

        content = b"x" * 11_000_000  # more than is ever read into memory
        first, second, other = send(content, "a"), send(content, "b"), send(content + b"y", "c")

        assert (first.status_code, first.json()) == (200, second.json())
        assert second["Idempotency-Replayed"] == "true"
        assert other.status_code == 409

    def test_a_body_that_is_too_large_is_told_so(self, client, chidi):
        answer = self.post(client, token_of(chidi, "people:write"), "x" * 11_000_000)

        assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")

    @pytest.mark.parametrize("key", [{}, {"HTTP_IDEMPOTENCY_KEY": "f"}])
    def test_a_form_that_cannot_be_read_is_refused(self, client, chidi, key):
        token = token_of(chidi, "people:write")
        answer = client.post(
            "/api/v1/files", b"x", content_type="multipart/form-data; boundary=", **key, **token
        )

        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")

    def test_an_answer_is_kept_for_a_day_and_no_call_holds_up_another_to_forget_it(self, client, chidi):
        token = token_of(chidi, "people:write")
        self.post(client, token, "Eve", key="yesterday")
        KeptAnswer.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))

        self.post(client, token, "Mallory", key="today")
        assert set(KeptAnswer.objects.values_list("key", flat=True)) == {"yesterday", "today"}
        forget_answers()
        assert KeptAnswer.objects.get().key == "today"

    def test_a_kept_answer_is_not_for_others(self, client, chidi):
        self.post(client, token_of(chidi, "people:write"), "Eve")

        stranger = self.post(client, {"HTTP_AUTHORIZATION": "Bearer wrong"}, "Eve")

        assert stranger.status_code == 401

    def test_a_refused_call_leaves_nothing_behind(self, client, chidi):
        token = token_of(chidi, "people:write")

        assert self.post(client, token, "Forbidden").status_code == 422
        assert not Person.objects.filter(given_name="Forbidden").exists()
        assert self.post(client, token, "Eve").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_twins_sent_at_once_happen_once(chidi):
    token = token_of(chidi, "people:write")

    def send(_):
        try:
            return TestIdempotencyKeys().post(Client(), token, "Eve").status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(send, range(8))) == {200}
    assert Person.objects.filter(given_name="Eve").count() == 1


def test_too_many_calls_have_to_wait(client, chidi, monkeypatch):
    monkeypatch.setattr("allaboard.foundation.api.callers.CALLS_A_MINUTE", 2)
    token = token_of(chidi, "people:read")
    answers = [client.get("/api/v1/people", **token) for _ in range(5)]

    assert 429 in {answer.status_code for answer in answers}
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert 0 < int(refused["Retry-After"]) <= 60


def test_a_method_that_an_address_does_not_answer_is_a_problem(client, chidi):
    answer = client.delete("/api/v1/people", **token_of(chidi, "people:write"))

    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
