"""Our supervisor over PostgreSQL, with real servers in throw-away folders."""

import os
import select
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import psycopg
import pytest

from allaboard.project import environment
from allaboard.project.postgres import Cluster, ClusterError, capabilities, identity, running_cluster
from allaboard.project.postgres.memory import memory_of_machine, memory_settings
from allaboard.project.settings.storage import _database


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path / "postgres", unsafe=True)
    cluster.start()
    yield cluster
    cluster.stop()


def rows(cluster: Cluster) -> list[tuple[int]]:
    with psycopg.connect(cluster.url) as connection:
        return connection.execute("SELECT number FROM kept ORDER BY 1").fetchall()


def keep(cluster: Cluster, number: int) -> None:
    with psycopg.connect(cluster.url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (number int)")
        connection.execute("INSERT INTO kept VALUES (%s)", [number])


def test_rows_are_there_after_a_stop_and_a_start(cluster):
    keep(cluster, 1)
    cluster.stop()
    cluster.start()

    assert rows(cluster) == [(1,)]


def test_a_killed_server_leaves_a_stale_file_and_the_next_start_is_not_fooled(tmp_path):
    cluster = Cluster(tmp_path / "safe")
    cluster.start()
    keep(cluster, 2)
    cluster.server.send_signal(signal.SIGKILL)
    cluster.server.wait()
    assert (cluster.folder / "data" / "postmaster.pid").exists()
    cluster.stop()
    cluster.start()
    found = rows(cluster)
    cluster.stop()

    assert found == [(2,)]


def test_a_folder_is_served_by_one_process_only(cluster):
    with pytest.raises(ClusterError, match="already serves"):
        Cluster(cluster.folder, unsafe=True).start()


def test_a_second_command_uses_the_server_that_runs(cluster):
    keep(cluster, 3)
    with running_cluster(cluster.folder, unsafe=True) as other:
        assert other.server is None
        assert rows(other) == [(3,)]
    assert cluster.server.poll() is None


def test_root_needs_no_user_namespace_to_serve_from_a_folder_of_its_own(tmp_path, monkeypatch):
    if os.geteuid() != 0:
        pytest.skip("an ordinary user's server is the user's")
    monkeypatch.setattr(identity, "_namespace_permitted", lambda: False)
    tmp_path.chmod(0o700)
    with running_cluster(tmp_path / "postgres", unsafe=True) as cluster:
        keep(cluster, 9)
        assert rows(cluster) == [(9,)]
        told = Path(f"/proc/{cluster.server.pid}/status").read_text()
    assert f"Uid:\t{identity.NOBODY}\t{identity.NOBODY}\t" in told
    assert f"CapEff:\t{1 << capabilities.REACH_FILES:016x}" in told


@pytest.mark.parametrize("namespace", ["with a user namespace", "without"])
def test_the_server_dies_with_the_process_that_started_it(tmp_path, namespace):
    script = textwrap.dedent(
        """
        import signal, sys
        from pathlib import Path
        from allaboard.project.postgres import Cluster, identity
        if sys.argv[2] == "without":
            identity._namespace_permitted = lambda: False
        cluster = Cluster(Path(sys.argv[1]), unsafe=True)
        cluster.start()
        print(cluster.server.pid, flush=True)
        signal.pause()
        """
    )
    environ = os.environ | {"PYTHONPATH": str(environment.ROOT / "src")}
    parent = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path / "pg"), namespace],
        stdout=subprocess.PIPE,
        text=True,
        env=environ,
    )
    server = int(parent.stdout.readline())
    parent.kill()
    parent.wait()

    assert ended(server, seconds=20)
    with running_cluster(tmp_path / "pg", unsafe=True) as cluster:
        keep(cluster, 4)
        assert rows(cluster) == [(4,)]


def ended(process: int, *, seconds: float) -> bool:
    """Whether the process is gone, or only its name is left, within the time."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    readable, _, _ = select.select([handle], [], [], seconds)
    os.close(handle)
    return bool(readable)


def test_a_long_path_gets_a_short_private_socket(tmp_path):
    deep = tmp_path / ("folder-with-a-long-name/" * 5)
    cluster = Cluster(deep, unsafe=True)
    cluster.start()
    try:
        assert len(str(cluster.socket_folder)) < 90
        assert cluster.socket_folder.stat().st_mode & 0o077 == 0
        keep(cluster, 5)
        assert rows(cluster) == [(5,)]
    finally:
        cluster.stop()


def test_a_half_made_folder_is_set_aside(tmp_path):
    (tmp_path / "postgres" / "data").mkdir(parents=True)
    (tmp_path / "postgres" / "data" / "junk").write_text("from a killed first start")
    with running_cluster(tmp_path / "postgres", unsafe=True) as cluster:
        keep(cluster, 6)
        assert rows(cluster) == [(6,)]
    assert list((tmp_path / "postgres").glob("half-made-*/junk"))


def test_programs_that_cannot_be_run_are_named_with_what_to_do(tmp_path):
    for name in ("initdb", "postgres"):
        (tmp_path / name).write_text("no program")
    with pytest.raises(ClusterError, match="cannot be run") as refused:
        Cluster(tmp_path / "pg", bin_folder=str(tmp_path)).start()
    assert "ordinary user" in refused.value.remedy


def test_without_programs_it_says_what_to_do(tmp_path):
    with pytest.raises(ClusterError) as refused:
        Cluster(tmp_path, bin_folder="/nowhere")
    assert "ALLABOARD_PG_BIN" in refused.value.remedy


def test_a_program_with_the_number_of_a_killed_server_does_not_stop_the_next_start(tmp_path):
    with running_cluster(tmp_path / "pg", unsafe=True) as cluster:
        keep(cluster, 7)
    left = tmp_path / "pg" / "data" / "postmaster.pid"
    with subprocess.Popen(["sleep", "60"]) as stranger:
        left.write_text(f"{stranger.pid}\n{left.parent}\n1\n5432\n\n\n\nready\n")
        with running_cluster(tmp_path / "pg", unsafe=True) as cluster:
            assert rows(cluster) == [(7,)]
        assert stranger.poll() is None
        stranger.kill()


def test_a_server_that_is_still_ending_is_waited_for(tmp_path):
    first = Cluster(tmp_path / "pg", unsafe=True)
    first.start()
    keep(first, 8)
    first.server.send_signal(signal.SIGINT)
    first._lock.close()
    with running_cluster(tmp_path / "pg", unsafe=True) as second:
        assert rows(second) == [(8,)]
    first.server.wait()


def test_memory_is_taken_by_the_size_of_the_machine_within_reason():
    gigabyte = 1 << 30

    assert memory_settings(gigabyte)["shared_buffers"] == "256MB"
    assert memory_settings(16 * gigabyte) == {"shared_buffers": "2048MB", "effective_cache_size": "8192MB"}
    assert memory_settings(512 * gigabyte)["shared_buffers"] == "4096MB"


def test_a_container_that_is_held_to_less_counts(tmp_path):
    limit, none = tmp_path / "memory.max", tmp_path / "other"
    limit.write_text("536870912\n")
    none.write_text("max\n")

    assert memory_of_machine((limit, none, tmp_path / "missing")) == 512 * 1024 * 1024
    assert memory_of_machine((none,)) == memory_of_machine(())


def test_a_home_folder_may_be_called_as_people_call_folders(tmp_path):
    cluster = Cluster(tmp_path / "C++ & 50 % mine", unsafe=True)
    cluster.start()
    try:
        keep(cluster, 1)
        assert rows(cluster) == [(1,)]
        assert _database(cluster.url)["HOST"] == str(cluster.socket_folder)
    finally:
        cluster.stop()
