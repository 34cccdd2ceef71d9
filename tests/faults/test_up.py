"""`up` as a person runs it: started, killed, started again, stopped."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from allaboard.project import environment

pytestmark = pytest.mark.fault
PATIENCE_SECONDS = 90


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def installation(tmp_path):
    """The environment of an installation of its own, with its database in a folder of its own."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ALLABOARD_")}
    environ |= {
        "ALLABOARD_HOME": str(tmp_path / "home"),
        "ALLABOARD_PORT": str(free_port()),
        "ALLABOARD_WEB_WORKERS": "1",
        "PYTHONPATH": str(environment.ROOT / "src"),
    }
    return environ


def run(*arguments: str, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "allaboard", *arguments]
    return subprocess.run(
        command, env=environ, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS
    )


def begin(environ: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "allaboard", "up", "--empty"]
    with log_of(environ).open("ab") as output:
        return subprocess.Popen(command, env=environ, stdout=output, stderr=output, start_new_session=True)


def start(environ: dict[str, str]) -> subprocess.Popen[bytes]:
    process = begin(environ)
    assert wait_until(lambda: is_answering(environ)), log_of(environ).read_text()[-2000:]
    return process


def log_of(environ: dict[str, str]) -> Path:
    return Path(environ["ALLABOARD_HOME"]).parent / "up.log"


def is_answering(environ: dict[str, str]) -> bool:
    try:
        address = f"http://127.0.0.1:{environ['ALLABOARD_PORT']}/health/"
        with urllib.request.urlopen(address, timeout=5) as answer:
            return bool(json.load(answer)["status"] == "ok")
    except OSError:
        return False


def is_database_up(environ: dict[str, str]) -> bool:
    return (Path(environ["ALLABOARD_HOME"]) / "postgres/data/postmaster.pid").exists()


def wait_until(holds) -> bool:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if holds():
            return True
        time.sleep(0.1)  # whether an address answers can only be tried
    return False


def test_a_killed_run_takes_its_children_along_and_starts_again_without_loss(installation):
    up = start(installation)
    run("user", "add", "kept@example.test", "--role", "admin", environ=installation)
    second = run("up", "--empty", environ=installation | {"ALLABOARD_PORT": str(free_port())})
    assert second.returncode == 3
    assert f"http://127.0.0.1:{installation['ALLABOARD_PORT']}" in second.stderr
    up.kill()
    up.wait()
    assert wait_until(lambda: not is_answering(installation))
    assert wait_until(lambda: not is_database_up(installation))

    again = start(installation)
    listed = run("user", "list", "--json", environ=installation)
    again.send_signal(signal.SIGTERM)

    assert again.wait(PATIENCE_SECONDS) == 0
    assert "kept@example.test" in listed.stdout
    assert not is_database_up(installation)
    assert not is_answering(installation)


def test_a_killed_database_is_started_again_with_all_that_was_in_it(installation):
    up = start(installation)
    run("user", "add", "kept@example.test", "--role", "admin", environ=installation)
    server = Path(installation["ALLABOARD_HOME"]) / "postgres/data/postmaster.pid"
    os.kill(int(server.read_text().split()[0]), signal.SIGKILL)

    assert wait_until(lambda: "database had stopped; started again" in log_of(installation).read_text())
    assert wait_until(lambda: is_answering(installation))
    listed = run("user", "list", "--json", environ=installation)
    up.send_signal(signal.SIGTERM)

    assert up.wait(PATIENCE_SECONDS) == 0
    assert "kept@example.test" in listed.stdout
    assert not is_database_up(installation)


def test_a_run_that_is_ended_while_it_sets_up_stops_in_order(installation):
    up = begin(installation)
    assert wait_until(lambda: "✓ Database" in log_of(installation).read_text())
    up.send_signal(signal.SIGTERM)

    up.wait(PATIENCE_SECONDS)

    assert not is_database_up(installation)
    assert log_of(installation).read_text().endswith("Stopped.\n")


def test_a_taken_port_is_named_with_what_to_do(installation):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(installation["ALLABOARD_PORT"])))
        taken.listen()
        refused = run("up", "--empty", environ=installation)

    assert refused.returncode == 4
    assert "ALLABOARD_PORT=" in refused.stderr
    elsewhere = run("up", "--empty", environ=installation | {"ALLABOARD_HOST": "192.0.2.1"})
    assert elsewhere.returncode == 4
    assert "ALLABOARD_HOST" in elsewhere.stderr


def test_the_doctor_finds_a_fresh_installation_sound(installation):
    run("migrate", environ=installation)
    examined = run("doctor", "--json", environ=installation)

    findings = {finding["subject"]: finding["is_fine"] for finding in json.loads(examined.stdout)}
    assert examined.returncode == 0, findings
    assert findings["Database"]


def test_the_doctor_says_when_tables_are_missing(installation):
    examined = run("doctor", "--json", environ=installation)

    assert examined.returncode == 1
    assert "allaboard migrate" in examined.stdout
