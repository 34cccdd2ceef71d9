"""Programs bring files in: every call answers at once, and a worker does the rest."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from tests.conftest import signed_in
from tests.jobs import run_all

from allaboard.foundation.access.models import ApiToken
from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.secrets import digest_of
from allaboard.foundation.people.importing import services
from allaboard.foundation.people.importing.reading import limits
from allaboard.foundation.people.models import Import, Person

IMPORTS = "/api/v1/people/imports"
PEOPLE = "Email,Department\na@x.test,Sales\nb@x.test,Sales\n"
ONE_BAD = PEOPLE + "broken,Sales\n"
SECRET = "allaboard_test"
pytestmark = pytest.mark.usefixtures("files_apart")


@pytest.fixture
def hr(amara) -> Client:
    return signed_in(amara)


def send(client: Client, content: str = PEOPLE, key: str = "", **wishes: object):
    headers = {"Idempotency-Key": key} if key else {}
    form = {"file": SimpleUploadedFile("people.csv", content.encode()), **wishes}
    return client.post(IMPORTS, form, headers=headers)


def worked_through(client: Client, answer) -> dict[str, object]:
    """The import after the workers have done all that follows from the call."""
    assert answer.status_code == 202, answer.content
    run_all()
    return client.get(answer.json()["url"]).json()


def arrived() -> int:
    return Person.objects.filter(email__endswith="@x.test").count()


def test_a_file_is_taken_in_at_once_and_worked_through_by_a_worker(hr):
    answer = send(hr)
    assert (answer.status_code, answer.json()["status"]) == (202, "reading")
    assert answer.json()["progress"]["done"] == 0
    assert answer.json()["progress"]["total"] == len(PEOPLE)
    assert arrived() == 0

    done = worked_through(hr, answer)
    assert (done["status"], done["created_count"], done["progress"]) == ("done", 2, None)
    assert done["columns"] == {"Email": "email", "Department": "department"}
    assert arrived() == 2

    undoing = hr.post(f"{done['url']}/undo")
    assert undoing.json()["status"] == "undoing"
    assert worked_through(hr, undoing)["status"] == "undone"
    assert arrived() == 0
    assert hr.post(f"{done['url']}/undo").status_code == 422


def test_rows_with_problems_stop_it_until_they_are_left_out(hr):
    found = worked_through(hr, send(hr, ONE_BAD))
    assert (found["status"], found["created_count"], found["skipped_count"]) == ("checked", 2, 1)
    problems = hr.get(f"{found['url']}/problems").json()["items"]
    assert [problem["row"] for problem in problems] == [4]
    assert "not an e-mail address" in problems[0]["reasons"][0]

    def apply(**body):
        return hr.post(f"{found['url']}/apply", body, content_type="application/json")

    refused = apply()
    assert refused.status_code == 422
    assert "1 of 3 rows have problems" in refused.json()["detail"]
    assert worked_through(hr, apply(skip_bad=True))["status"] == "done"
    assert arrived() == 2
    assert apply(skip_bad=True).status_code == 422


def test_a_dry_run_changes_nothing_and_may_be_applied_or_thrown_away(hr):
    first, second = (worked_through(hr, send(hr, dry_run="true")) for _ in range(2))
    assert (first["status"], first["created_count"], arrived()) == ("checked", 2, 0)
    assert hr.delete(second["url"]).status_code == 204
    assert hr.get(second["url"]).status_code == 404
    applied = hr.post(f"{first['url']}/apply", {}, content_type="application/json")
    assert worked_through(hr, applied)["status"] == "done"
    assert hr.delete(first["url"]).status_code == 422
    assert arrived() == 2


def test_columns_are_given_the_wished_fields(hr):
    done = worked_through(hr, send(hr, mapping=["Department=team"]))
    assert done["columns"] == {"Email": "email", "Department": "team"}
    assert Person.objects.get(email="a@x.test").team == "Sales"
    assert send(hr, mapping=["Department"]).status_code == 422
    failed = worked_through(hr, send(hr, mapping=["Nowhere=team"]))
    assert (failed["status"], failed["failure"]) == ("failed", "The file has no column “Nowhere”.")


def test_a_file_that_cannot_be_read_says_why(hr):
    failed = worked_through(hr, send(hr, "Email\n"))
    assert (failed["status"], failed["row_count"]) == ("failed", 0)
    assert "no people" in failed["failure"]


def test_a_call_sent_twice_with_one_key_imports_once(hr):
    first, again = send(hr, key="k"), send(hr, key="k")
    assert first.json() == again.json()
    assert again["Idempotency-Replayed"] == "true"
    assert send(hr, ONE_BAD, key="k").status_code == 409
    assert Import.objects.count() == 1


def test_problems_come_in_pages(hr):
    found = worked_through(hr, send(hr, "Email\n" + "\n".join(f"broken{i}" for i in range(5))))
    url = f"{found['url']}/problems"
    first = hr.get(url, {"limit": 3}).json()
    second = hr.get(url, {"limit": 3, "cursor": first["next"]}).json()
    assert [row["row"] for row in first["items"] + second["items"]] == [2, 3, 4, 5, 6]
    assert second["next"] == ""
    assert hr.get(url, {"cursor": "-1"}).status_code == 422


@pytest.fixture
def service(db) -> Client:
    """A program with a token of its own, in nobody's name."""
    ApiToken.objects.create(
        name="Payroll", digest=digest_of(SECRET), hint="test", scopes=["people:write"], roles=[Role.ADMIN]
    )
    return Client(headers={"Authorization": f"Bearer {SECRET}"})


def test_a_service_imports_in_its_own_name(service):
    done = worked_through(service, send(service))
    assert (done["status"], done["uploaded_by_name"], arrived()) == ("done", "Payroll", 2)


def test_what_a_service_began_stops_when_its_token_is_revoked(service, hr):
    answer = send(service)
    ApiToken.objects.update(revoked_at=timezone.now())
    failed = worked_through(hr, answer)
    assert failed["status"] == "failed"
    assert "may no longer import" in failed["failure"]
    assert arrived() == 0


def test_why_it_stopped_is_said_in_the_language_of_whoever_began_it(service, hr):
    service.defaults["HTTP_ACCEPT_LANGUAGE"] = "de"
    answer = send(service)
    ApiToken.objects.update(revoked_at=timezone.now())
    failed = worked_through(hr, answer)
    assert "darf keine Personen mehr importieren" in failed["failure"]


@pytest.mark.parametrize("fault", [OperationalError("deadlock detected"), OSError("No space left on device")])
def test_a_step_that_fails_on_the_server_ends_and_can_be_begun_again(hr, monkeypatch, fault):
    checked = worked_through(hr, send(hr, dry_run="true"))

    def broken(*_arguments: object, **_options: object) -> None:
        raise fault

    def apply():
        return hr.post(f"{checked['url']}/apply", {}, content_type="application/json")

    with monkeypatch.context() as patched:
        patched.setattr(services, "apply_import", broken)
        failed = worked_through(hr, apply())
    assert (failed["status"], failed["progress"], arrived()) == ("checked", None, 0)
    assert "could not finish this step" in failed["failure"]
    done = worked_through(hr, apply())
    assert (done["status"], done["failure"], arrived()) == ("done", "", 2)


def test_a_file_that_is_too_large_is_not_even_kept(hr, monkeypatch, files_apart):
    monkeypatch.setattr(limits, "FILE_BYTES", 10)
    assert send(hr).status_code == 422
    assert not list(files_apart.rglob("*.bin"))


def test_others_neither_send_nor_find_imports(hr, ben):
    url = send(hr).json()["url"]
    other = signed_in(ben)
    assert send(other).status_code == 403
    assert other.get(IMPORTS).json()["items"] == []
    for address in (url, f"{url}/problems"):
        assert other.get(address).status_code == 404
    for verb in ("apply", "undo"):
        assert other.post(f"{url}/{verb}", {}, content_type="application/json").status_code == 404
    assert other.delete(url).status_code == 404
    assert Import.objects.get().status == "reading"
