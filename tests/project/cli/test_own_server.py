"""An installation on a PostgreSQL server of the company's own, with a role that is no superuser."""

import json
import os
import subprocess
import sys

import psycopg
import pytest

from allaboard.project import environment
from allaboard.project.postgres import running_cluster


@pytest.fixture
def server(tmp_path):
    with running_cluster(tmp_path / "server", unsafe=True) as cluster:
        with psycopg.connect(cluster.url, autocommit=True) as connection:
            connection.execute("CREATE ROLE hr LOGIN")
            connection.execute("CREATE DATABASE of_hr OWNER hr")
            connection.execute("CREATE DATABASE of_others")
        yield cluster


def run(command: list[str], url: str, home) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("ALLABOARD_")}
    environ |= {
        "ALLABOARD_HOME": str(home),
        "ALLABOARD_DATABASE_URL": url,
        "PYTHONPATH": str(environment.ROOT / "src"),
    }
    command = [sys.executable, "-m", "allaboard", *command]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False, timeout=120)


def test_the_owner_of_the_database_needs_no_more_rights(server, tmp_path):
    url = f"postgresql://hr@/of_hr?host={server.socket_folder}"
    done, again = (run(["migrate", "--json"], url, tmp_path / "home") for _time in ("first", "second"))

    assert done.returncode == 0, done.stderr
    assert "people.0001_initial" in json.loads(done.stdout)["applied"]
    assert json.loads(again.stdout) == {"applied": []}
    with psycopg.connect(url) as connection:
        extensions = {name for (name,) in connection.execute("SELECT extname FROM pg_extension")}
        assert {"pg_trgm", "unaccent"} <= extensions


def test_a_role_without_rights_is_told_what_is_missing(server, tmp_path):
    refused = run(["migrate"], f"postgresql://hr@/of_others?host={server.socket_folder}", tmp_path / "home")

    assert refused.returncode == 3
    assert "OWNER TO" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_command_before_the_tables_are_made_says_so(server, tmp_path):
    refused = run(["user", "list"], f"postgresql://hr@/of_hr?host={server.socket_folder}", tmp_path / "home")

    assert refused.returncode == 3
    assert "./allaboard migrate" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_server_that_is_not_there_is_told(tmp_path):
    refused = run(["migrate"], "postgresql://hr@127.0.0.1:1/of_hr", tmp_path / "home")

    assert refused.returncode == 3
    assert "ALLABOARD_DATABASE_URL" in refused.stderr
    assert "Connection refused" in refused.stderr
    assert "Traceback" not in refused.stderr
