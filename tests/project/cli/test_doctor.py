"""Broken installations, each in its own way: the doctor names what is broken and what to do."""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path

import psycopg
import pytest

from allaboard.project import environment
from allaboard.project.postgres import running_cluster

pytestmark = pytest.mark.xdist_group("doctor")  # one process makes the sound installation, once


def installation(home: Path, **more: str) -> dict[str, str]:
    """The environment of an installation of its own."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ALLABOARD_")}
    return environ | {"ALLABOARD_HOME": str(home), "PYTHONPATH": str(environment.ROOT / "src"), **more}


def run(*arguments: str, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "allaboard", *arguments]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=120)


def wrong_with(environ: dict[str, str]) -> dict[str, dict[str, str]]:
    """What the doctor finds wrong, by subject; the table for people says the same."""
    told = run("doctor", "--json", environ=environ)
    found = {one["subject"]: one for one in json.loads(told.stdout) if not one["is_fine"]}
    assert told.returncode == (1 if found else 0), told.stderr
    assert "Traceback" not in told.stderr
    assert all(one["detail"] and one["remedy"] for one in found.values())
    return found


@pytest.fixture(scope="module")
def sound_home(tmp_path_factory) -> Path:
    """The folder of an installation whose tables are made, at rest."""
    home = tmp_path_factory.mktemp("sound") / "home"
    made = run("migrate", environ=installation(home))
    assert made.returncode == 0, made.stderr
    return home


@pytest.fixture
def home(sound_home, tmp_path) -> Path:
    """A copy that may be broken."""
    copied = tmp_path / "home"
    shutil.copytree(sound_home, copied, ignore=shutil.ignore_patterns(".s.PGSQL*"))
    copied.chmod(0o700)
    return copied


def test_a_sound_installation_has_nothing_wrong(home):
    assert wrong_with(installation(home)) == {}


def test_a_folder_open_to_others(home):
    home.chmod(0o777)
    found = wrong_with(installation(home))

    assert list(found) == ["Folder"]
    assert found["Folder"]["remedy"] == f"chmod 700 {home}"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_of_somebody_else(home):
    home.chmod(0o000)
    found = wrong_with(installation(home))
    home.chmod(0o700)

    assert "chown" in found["Folder"]["remedy"]


def test_a_killed_database_whose_number_another_program_has_is_no_fault(home):
    with subprocess.Popen(["sleep", "60"]) as stranger:
        left = home / "postgres" / "data" / "postmaster.pid"
        left.write_text(f"{stranger.pid}\n{left.parent}\n1\n5432\n\n\n\nready\n")
        found = wrong_with(installation(home))
        stranger.kill()

    assert found == {}


def test_a_database_folder_that_postgresql_cannot_read(home):
    (home / "postgres" / "data" / "global" / "pg_control").unlink()
    found = wrong_with(installation(home))

    assert list(found) == ["Database"]
    assert "pg_control" in found["Database"]["detail"]


def test_a_configured_server_that_does_not_answer(home):
    url = "postgresql://somebody@127.0.0.1:1/nothing"
    found = wrong_with(installation(home, ALLABOARD_DATABASE_URL=url))

    assert "ALLABOARD_DATABASE_URL" in found["Database"]["remedy"]


def test_tables_of_an_older_version(home):
    with (
        running_cluster(home / "postgres") as cluster,
        psycopg.connect(cluster.url, autocommit=True) as connection,
    ):
        connection.execute("DELETE FROM django_migrations WHERE app = 'changes'")
    found = wrong_with(installation(home))

    assert list(found) == ["Database"]
    assert "allaboard migrate" in found["Database"]["remedy"]


def test_a_missing_secret_is_told_and_not_made_on_the_way(home):
    (home / "secret_key").unlink()
    found = wrong_with(installation(home))

    assert list(found) == ["Secret key"]
    assert "backup" in found["Secret key"]["remedy"]
    assert not (home / "secret_key").exists()


def test_another_secret_does_not_open_what_the_first_sealed(home):
    run("user", "add", "new@example.test", environ=installation(home))
    program = (
        "import django; django.setup()\n"
        "from allauth.mfa.models import Authenticator; from allauth.mfa.utils import encrypt\n"
        "from allaboard.foundation.access.models import User\n"
        "Authenticator.objects.create(user=User.objects.get(), type='totp', data={'secret': encrypt('JBSWY3DP')})"
    )
    first = (home / "secret_key").read_text()
    with running_cluster(home / "postgres") as cluster:
        environ = installation(home, ALLABOARD_DATABASE_URL=cluster.url)
        environ |= {"DJANGO_SETTINGS_MODULE": "allaboard.project.settings"}
        subprocess.run([sys.executable, "-c", program], env=environ, check=True, timeout=60)
    assert wrong_with(installation(home)) == {}

    found = wrong_with(installation(home, ALLABOARD_SECRET_KEY="another-" * 8))
    assert list(found) == ["Sealed data"]
    assert "second steps of signing in (1)" in found["Sealed data"]["detail"]
    assert "forget-second-step" in found["Sealed data"]["remedy"]

    both = installation(home, ALLABOARD_SECRET_KEY="another-" * 8, ALLABOARD_OLD_SECRET_KEYS=first)
    assert wrong_with(both) == {}


def test_a_mail_server_that_refuses(home):
    with socket.create_server(("127.0.0.1", 0)) as server:

        def refuse() -> None:
            caller, _ = server.accept()
            with caller:
                caller.sendall(b"554 5.7.1 Not you\r\n")

        threading.Thread(target=refuse, daemon=True).start()
        port = server.getsockname()[1]
        found = wrong_with(installation(home, ALLABOARD_SMTP_URL=f"smtp://127.0.0.1:{port}?tls=none"))

    assert list(found) == ["Mail"]
    assert "Not you" in found["Mail"]["detail"]


def test_a_trail_that_was_changed_past_the_product(home):
    run("user", "add", "new@example.test", environ=installation(home))
    with (
        running_cluster(home / "postgres") as cluster,
        psycopg.connect(cluster.url, autocommit=True) as connection,
    ):
        connection.execute("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_no_change")
        connection.execute("UPDATE audit_entry SET actor_name = 'Mallory'")
    found = wrong_with(installation(home))

    assert "broken at entry" in found["Audit trail"]["detail"]


def test_people_get_a_table(home):
    home.chmod(0o755)
    told = run("doctor", environ=installation(home))

    assert told.returncode == 1
    assert "chmod 700" in " ".join(told.stdout.split())


def test_a_terminal_that_knows_plain_letters_only_is_told_too(home):
    told = run("doctor", environ=installation(home, PYTHONIOENCODING="ascii"))

    assert told.returncode == 0, told.stderr
    assert "? Python" in told.stdout


def test_a_variable_that_cannot_be_read_is_named(home):
    told = run(
        "doctor",
        environ=installation(home, ALLABOARD_WEB_WORKERS="1", ALLABOARD_HTTPS="1", ALLABOARD_PROXIES="two"),
    )

    assert told.returncode == 2
    assert "ALLABOARD_PROXIES='two'" in told.stderr
    assert "Traceback" not in told.stderr
