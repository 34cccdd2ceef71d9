"""A worker or a command is killed in each step of a large import: nothing is half done, and the next one does the step again."""

import json
import signal
import subprocess
import sys

import pytest
from django.core.files.base import ContentFile
from tests.conftest import acting

from allaboard.foundation.jobs.facade import start_progress
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing import steps
from allaboard.foundation.people.models import Import, ImportChange, Person, PersonVersion

pytestmark = [
    pytest.mark.fault,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("files_apart"),
]

PEOPLE = 60_000  # so many that indexes are built afterwards
MORTAL = """
import os, signal, sys
import django
django.setup()
from allaboard.foundation.people.importing import steps

fatal, share, *arguments = sys.argv[1:]

def mortal(run, step, *, tell, **how):
    def tell_and_die(done, total):
        if step == fatal and done >= float(share) * total:
            os.kill(os.getpid(), signal.SIGKILL)
        tell(done, total)
    do(run, step, tell=tell_and_die, **how)

do, steps.do = steps.do, mortal
"""
WORKER = """
from allaboard.foundation.people.tasks import import_step
run, step, user = arguments
import_step(run=int(run), step=step, user=int(user), parts=60_000)
"""
COMMAND = """
from allaboard.project.cli import main
sys.argv = ["allaboard", *arguments]
main()
"""
NEVER = ("", "0")
Death = tuple[str, str]  # the step in which a process kills itself, and how much of it is done by then


def company() -> ContentFile:
    rows = (f"p{i}@x.test,Given{i},Sales,{f'p{i // 8}@x.test' if i else ''}" for i in range(PEOPLE))
    return ContentFile("\n".join(["Email,First name,Department,Manager", *rows]).encode(), "people.csv")


def started(
    environment: dict[str, str], program: str, death: Death, *arguments: object
) -> subprocess.CompletedProcess[bytes]:
    """Run a program to its end, which it may meet in the middle of a step."""
    words = [sys.executable, "-c", MORTAL + program, *death, *map(str, arguments)]
    return subprocess.run(words, env=environment, stdout=subprocess.PIPE, timeout=120, check=False)


def what_is_there() -> tuple[int, int, int]:
    return Person.objects.count(), PersonVersion.objects.count(), ImportChange.objects.count()


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
        job = (run.pk, step, amara.user.pk)
        for share in ("0.01", "0.9"):
            assert started(environment, WORKER, (step, share), *job).returncode == -signal.SIGKILL
            assert what_is_there() == there

        assert started(environment, WORKER, NEVER, *job).returncode == 0
        run.refresh_from_db()
        assert (run.status, run.failure) == (status, "")
        assert what_is_there() == tuple(count + people for count in before)


def test_a_killed_command_goes_on_when_it_is_given_again(environment, tmp_path):
    before = what_is_there()
    file = tmp_path / "people.csv"
    file.write_bytes(company().read())
    command = ("import", "people", file, "--json")
    kept = {ImportStatus.CHECKING: ImportStatus.UPLOADED, ImportStatus.RUNNING: ImportStatus.CHECKED}
    for step, status in kept.items():
        assert started(environment, COMMAND, (step, "0.9"), *command).returncode == -signal.SIGKILL
        assert what_is_there() == before
        assert Import.objects.get().status == status

    last = started(environment, COMMAND, NEVER, *command)
    assert last.returncode == 0
    answer = json.loads(last.stdout)
    assert answer["created"] == PEOPLE
    assert Import.objects.get().pk == answer["id"]
    assert what_is_there() == tuple(count + PEOPLE for count in before)
