"""A worker or a command is killed in each step of a large import: nothing is half done, and the next one does the step again."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from tests.conftest import acting

from allaboard.foundation.access.models import User
from allaboard.foundation.jobs.facade import start_progress
from allaboard.foundation.jobs.models import Progress
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing import steps
from allaboard.foundation.people.models import Import, ImportChange, Person, PersonVersion

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]

PEOPLE = 60_000
WORKER = """
import sys, django
django.setup()
from allaboard.foundation.people.tasks import import_step
run, step, user = sys.argv[1:]
import_step(run=int(run), step=step, user=int(user), parts=60_000)
"""


@pytest.fixture
def environment(files_apart: Path, tmp_path: Path) -> dict[str, str]:
    address = urlsplit(os.environ["ALLABOARD_DATABASE_URL"])._replace(
        path=f"/{connection.settings_dict['NAME']}"
    )
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "allaboard.project.settings",
        "ALLABOARD_DATABASE_URL": address.geturl(),
        "ALLABOARD_HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
    }


def company() -> ContentFile:
    rows = (f"p{i}@x.test,Given{i},Sales,{f'p{i // 8}@x.test' if i else ''}" for i in range(PEOPLE))
    return ContentFile("\n".join(["Email,First name,Department,Manager", *rows]).encode(), "people.csv")


def started(environment: dict[str, str], run: Import, step: str, user: User) -> "subprocess.Popen[bytes]":
    arguments = [sys.executable, "-c", WORKER, str(run.pk), step, str(user.pk)]
    return subprocess.Popen(arguments, env=environment)


def what_is_there() -> tuple[int, int, int]:
    return Person.objects.count(), PersonVersion.objects.count(), ImportChange.objects.count()


def killed_in_the_middle(environment: dict[str, str], run: Import, step: str, user: User) -> None:
    worker = started(environment, run, step, user)
    deadline = time.monotonic() + 60
    while not Progress.objects.filter(pk=run.progress_id, done__gt=0).exists():
        assert worker.poll() is None, "the step ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.01)  # progress stands in the database, which tells nobody
    worker.send_signal(signal.SIGKILL)
    worker.wait()


def test_each_step_survives_the_death_of_its_worker(environment, amara):
    by = acting(amara)
    before = what_is_there()
    run = steps.receive(company(), "people.csv", by=by)
    ends = {
        ImportStatus.READING: (ImportStatus.UPLOADED, 0),
        ImportStatus.CHECKING: (ImportStatus.CHECKED, 0),
        ImportStatus.RUNNING: (ImportStatus.DONE, PEOPLE),
        ImportStatus.UNDOING: (ImportStatus.UNDONE, 0),
    }
    for step, (status, people) in ends.items():
        steps.begin(run, step, start_progress(by, "Import", PEOPLE), by=by)
        run.refresh_from_db()
        there = what_is_there()
        if step != ImportStatus.READING:  # too quick to be caught
            killed_in_the_middle(environment, run, step, amara.user)
            assert what_is_there() == there

        assert started(environment, run, step, amara.user).wait(timeout=120) == 0
        run.refresh_from_db()
        assert (run.status, run.failure) == (status, "")
        assert what_is_there() == tuple(count + people for count in before)


def command(environment: dict[str, str], file: Path) -> "subprocess.Popen[bytes]":
    arguments = [sys.executable, "-m", "allaboard", "import", "people", str(file), "--json"]
    return subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE)


def killed_once(process: "subprocess.Popen[bytes]", status: ImportStatus) -> None:
    """Kill it in the step that follows this status."""
    deadline = time.monotonic() + 60
    while not Import.objects.filter(status=status).exists():
        assert process.poll() is None, "the command ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()


def test_a_killed_command_goes_on_when_it_is_given_again(environment, tmp_path):
    before = what_is_there()
    file = tmp_path / "people.csv"
    file.write_bytes(company().read())
    for status in (ImportStatus.UPLOADED, ImportStatus.CHECKED):
        killed_once(command(environment, file), status)
        assert what_is_there() == before
        assert Import.objects.get().status == status

    last = command(environment, file)
    answer, _errors = last.communicate(timeout=120)
    assert last.returncode == 0
    assert json.loads(answer)["created"] == PEOPLE
    assert Import.objects.get().pk == json.loads(answer)["id"]
    assert what_is_there() == tuple(count + PEOPLE for count in before)
