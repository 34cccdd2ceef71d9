"""`allaboard import people`, without the database's own start: the tests have one."""

import contextlib
import json

import pytest
from typer.testing import CliRunner

from allaboard.foundation.people.models import Person, RememberedMapping
from allaboard.project.cli import imports
from allaboard.project.cli.app import app


@pytest.fixture
def run(db, tmp_path, monkeypatch):
    """Run the command on a file with the content; gives exit code and output."""
    monkeypatch.setattr(imports, "database", contextlib.nullcontext)

    def call(content: str, *options: str):
        file = tmp_path / "people.csv"
        file.write_text(content)
        return CliRunner().invoke(app, ["import", "people", str(file), *options])

    return call


def test_a_dry_run_says_what_would_be_and_changes_nothing(run):
    done = run("email,Site\na@x.test,Berlin\n", "--dry-run", "--json", "--mapping", "Site=work_location")
    told = json.loads(done.stdout)
    assert (done.exit_code, told["created"], told["id"]) == (0, 1, None)
    assert told["columns"] == {"email": "email", "Site": "work_location"}
    assert not Person.objects.exists()
    assert not RememberedMapping.objects.exists()


def test_bad_rows_give_exit_code_1_until_they_are_skipped(run):
    content = "email\na@x.test\nbroken\n"
    refused = run(content)
    assert refused.exit_code == 1
    assert "row 3" in refused.stdout
    assert "Nothing was changed" in refused.stdout
    assert not Person.objects.exists()
    done = run(content, "--skip-bad")
    assert done.exit_code == 0
    assert Person.objects.get().email == "a@x.test"


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        ("", (), "file is empty"),
        ("department\nSales\n", (), "No column holds an e-mail or an id"),
        ("email\na@x.test\n", ("--mapping", "Ghost=title"), "no column “Ghost”"),
    ],
)
def test_a_file_that_cannot_be_taken_gives_exit_code_2_and_the_reason(run, content, options, reason):
    done = run(content, "--json", *options)
    assert done.exit_code == 2
    assert reason in json.loads(done.stdout)["error"]
    assert not Person.objects.exists()
