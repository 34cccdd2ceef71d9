"""A large file goes through the hands of a worker, and its page says how far it has come."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from tests.conftest import acting, signed_in
from tests.foundation.people.importing.wizard.conftest import PEOPLE, chosen_columns, soup, upload
from tests.jobs import run_all

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.jobs.facade import start_progress
from allaboard.foundation.jobs.models import Progress
from allaboard.foundation.people import tasks
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing import services, steps
from allaboard.foundation.people.importing import views as import_views
from allaboard.foundation.people.models import Import, Person


@pytest.fixture
def every_file_is_large(monkeypatch, files_apart):
    monkeypatch.setattr(import_views, "READ_AT_ONCE_BYTES", 1)
    monkeypatch.setattr(import_views, "DONE_AT_ONCE_ROWS", 1)
    return files_apart / "imports"


def shown(client, run: Import) -> BeautifulSoup:
    return soup(client.get(reverse("people:import_run", args=[run.pk])))


def begun(client, content: str = PEOPLE) -> Import:
    """A large file whose reading was handed to a worker."""
    assert soup(upload(client, content)).find("progress") is not None
    return Import.objects.get()


def checked_after(client, run: Import) -> Import:
    """The import after a worker has read it, its columns were taken as guessed, and a worker has checked it."""
    run_all()
    url = reverse("people:import_columns", args=[run.pk])
    client.post(url, chosen_columns(soup(client.get(url))))
    run_all()
    run.refresh_from_db()
    return run


def test_a_large_file_is_read_checked_imported_and_undone_by_a_worker(amara, every_file_is_large):
    client = signed_in(amara)
    run = begun(client)
    assert "Reading the file" in shown(client, run).get_text()
    assert len(list(every_file_is_large.iterdir())) == 1
    run = checked_after(client, run)
    assert (run.status, run.created_count, run.skipped_count) == ("checked", 2, 1)

    url = reverse("people:import_check", args=[run.pk])
    client.post(url, {"cell-4-1": "c@x.test"})
    run_all()
    assert "problem" not in soup(client.get(url)).main.get_text()

    page = soup(client.post(reverse("people:import_apply", args=[run.pk]), follow=True))
    assert (page.find("progress")["max"], page.find("progress")["value"]) == ("3", "0")
    assert "0 of 3 rows" in page.get_text()
    assert not Person.objects.filter(email="a@x.test").exists()
    run_all()
    assert Person.objects.filter(email__endswith="@x.test").count() == 3
    assert shown(client, run).find("progress") is None

    page = soup(client.post(reverse("people:import_undo", args=[run.pk]), follow=True))
    assert "Taking the import back" in page.get_text()
    run_all()
    assert not Person.objects.filter(email__endswith="@x.test").exists()
    assert "Undone" in shown(client, run).get_text()


def test_the_bytes_of_a_large_file_go_once_they_are_read(
    amara, every_file_is_large, django_capture_on_commit_callbacks
):
    begun(signed_in(amara))
    with django_capture_on_commit_callbacks(execute=True):
        run_all()
    assert list(every_file_is_large.iterdir()) == []


def test_a_large_file_that_is_refused_says_why_and_offers_another(amara, every_file_is_large):
    client = signed_in(amara)
    run = begun(client, "email\n")
    run_all()
    page = shown(client, run)
    assert "no people" in page.get_text()
    assert page.main.find("a", href=reverse("people:import_new")) is not None


def test_a_step_that_was_done_already_is_not_done_again(amara, every_file_is_large):
    client = signed_in(amara)
    run = checked_after(client, begun(client))
    client.post(reverse("people:import_apply", args=[run.pk]), {"skip_bad": "yes"})
    run_all()
    again = {"run": run.pk, "step": "running", "user": amara.user.pk, "parts": 3, "skip_bad": True}
    tasks.import_step(**again)
    run.refresh_from_db()
    assert (run.status, run.failure) == ("done", "")
    assert Person.objects.filter(email__endswith="@x.test").count() == 2


def test_an_undo_that_is_refused_leaves_the_import_in_force(amara, every_file_is_large):
    client = signed_in(amara)
    run = checked_after(client, begun(client))
    client.post(reverse("people:import_apply", args=[run.pk]), {"skip_bad": "yes"})
    run_all()
    Person.objects.filter(email="a@x.test").update(title="Lead")
    client.post(reverse("people:import_undo", args=[run.pk]))
    run_all()
    assert "1 person was changed after this import" in shown(client, run).get_text()
    assert Person.objects.filter(email__endswith="@x.test").count() == 2


def test_an_import_that_the_server_could_not_finish_can_be_begun_again(
    amara, every_file_is_large, monkeypatch
):
    client = signed_in(amara)
    run = checked_after(client, begun(client))

    def full(*_arguments: object, **_options: object) -> None:
        raise OSError("No space left on device")

    def apply() -> BeautifulSoup:
        client.post(reverse("people:import_apply", args=[run.pk]), {"skip_bad": "yes"})
        run_all()
        return soup(client.get(reverse("people:import_run", args=[run.pk]), follow=True))

    with monkeypatch.context() as patched:
        patched.setattr(services, "apply_import", full)
        page = apply()
    assert "The server could not finish this step" in page.find(class_="notice").get_text()
    assert page.find("form", action=reverse("people:import_apply", args=[run.pk])) is not None
    assert not Person.objects.filter(email="a@x.test").exists()
    assert "could not finish" not in apply().get_text()
    assert Person.objects.filter(email="a@x.test").exists()


def test_while_a_worker_is_busy_nothing_else_is_done_with_the_file(amara, every_file_is_large):
    client = signed_in(amara)
    run = begun(client)
    for name in ("import_columns", "import_check"):
        answer = client.get(reverse(f"people:{name}", args=[run.pk]))
        assert answer.url == reverse("people:import_run", args=[run.pk])
    for name in ("import_apply", "import_discard", "import_undo"):
        client.post(reverse(f"people:{name}", args=[run.pk]))
    run.refresh_from_db()
    assert run.status == "reading"
    assert run_all() == 1


def test_the_bar_takes_the_whole_page_along_when_the_step_is_done(amara, every_file_is_large):
    client = signed_in(amara)
    run = begun(client)
    url = reverse("people:import_run", args=[run.pk])
    bar = {"HX-Request": "true", "HX-Target": "run"}
    assert "HX-Redirect" not in client.get(url, headers=bar)
    checked_after(client, run)
    assert client.get(url, headers=bar)["HX-Redirect"] == reverse("people:import_check", args=[run.pk])
    client.post(reverse("people:import_apply", args=[run.pk]), {"skip_bad": "yes"})
    run_all()
    assert client.get(url, headers=bar)["HX-Redirect"] == url


def test_a_step_that_stops_when_the_next_is_handed_over_says_so_on_its_own_bar(
    amara, every_file_is_large, monkeypatch
):
    client = signed_in(amara)
    run = begun(client)
    run_all()
    steps.begin(run, ImportStatus.CHECKING, start_progress(acting(amara), "Check", 3), by=acting(amara))

    def fails_late(run: Import, *, by: Actor) -> None:
        steps.begin(run, ImportStatus.RUNNING, start_progress(by, "Next", 3), by=by, skip_bad=True)
        raise OSError("No space left on device")

    monkeypatch.setattr(tasks, "go_on", fails_late)
    tasks.import_step(run=run.pk, step="checking", parts=3, user=amara.user.pk)

    assert "could not finish" in Progress.objects.get(label="Check").failure
    assert not Progress.objects.filter(label="Next").exists()
