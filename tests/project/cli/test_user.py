"""Letting people sign in from the server's command line."""

import json
from contextlib import nullcontext
from pathlib import Path

import pytest
from typer.testing import CliRunner

from allaboard.foundation.access.models import RoleGrant, User
from allaboard.project import environment
from allaboard.project.cli import address
from allaboard.project.cli import user as commands


def test_a_role_is_not_promised_to_one_whose_access_has_ended(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "database", nullcontext)
    monkeypatch.setattr(commands, "set_up_django", lambda: None)
    ended = User.objects.create_user(email="ended@example.test", is_active=False)

    told = CliRunner().invoke(commands.user, ["add", ended.email, "--role", "admin"])

    assert told.exit_code != 0
    assert "has ended" in told.output
    assert not RoleGrant.objects.exists()


def test_a_role_that_nobody_knows_lets_nobody_in(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "database", nullcontext)
    monkeypatch.setattr(commands, "set_up_django", lambda: None)

    told = CliRunner().invoke(commands.user, ["add", "new@example.test", "--role", "admin", "--role", "king"])

    assert told.exit_code == 2
    assert "No role called king" in told.output
    assert "hr_leader" in told.output  # one of those to choose from
    assert not User.objects.filter(email="new@example.test").exists()


def test_a_link_begins_with_the_address_that_a_running_up_has_noted(
    db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(commands, "database", nullcontext)
    monkeypatch.setattr(commands, "set_up_django", lambda: None)
    for name in address.GIVEN:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv(environment.HOME.name, str(tmp_path))
    somebody = User.objects.create_user(email="somebody@example.test")

    with address.noted_address("http://127.0.0.1:8765"):
        there = CliRunner().invoke(commands.user, ["link", somebody.email]).output
        monkeypatch.setenv(environment.PORT.name, "8080")
        configured = CliRunner().invoke(commands.user, ["link", somebody.email]).output
    monkeypatch.delenv(environment.PORT.name)
    stopped = CliRunner().invoke(commands.user, ["link", somebody.email]).output

    assert there.startswith("http://127.0.0.1:8765/access/link/")
    assert not configured.startswith("http://127.0.0.1:8765")
    assert "/access/link/" in configured
    assert not stopped.startswith("http://127.0.0.1:8765")
    assert "/access/link/" in stopped


def test_a_script_lets_somebody_in_and_gets_the_link(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "database", nullcontext)
    monkeypatch.setattr(commands, "set_up_django", lambda: None)

    added = CliRunner().invoke(commands.user, ["add", "new@example.test", "--role", "admin", "--json"])
    linked = CliRunner().invoke(commands.user, ["link", "new@example.test", "--minutes", "5", "--json"])

    assert json.loads(added.output) == {"email": "new@example.test", "granted": ["admin"]}
    link = json.loads(linked.output)
    assert (link["email"], link["minutes"]) == ("new@example.test", 5)
    assert "/access/link/" in link["url"]
