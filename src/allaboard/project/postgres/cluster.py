"""One PostgreSQL data folder and the server process over it."""

import contextlib
import fcntl
import hashlib
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

from allaboard.project.postgres.binaries import folder_of_binaries
from allaboard.project.postgres.errors import ClusterError, telling_why_programs_cannot_run
from allaboard.project.postgres.identity import before_exec
from allaboard.project.postgres.leftovers import forget_dead_server
from allaboard.project.postgres.memory import memory_of_machine, memory_settings
from allaboard.project.postgres.server_log import last_words, log_of

LONGEST_SOCKET_PATH = 107  # sun_path of <sys/un.h>, without its final zero
SOCKET_NAME = ".s.PGSQL.5432"
START_SECONDS = 60
STOP_SECONDS = 20
DATABASE = "allaboard"
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
}
UNSAFE_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """A data folder that one process at a time may serve from."""

    def __init__(self, folder: Path, *, bin_folder: str = "", unsafe: bool = False) -> None:
        binaries = folder_of_binaries(bin_folder)
        if binaries is None:
            raise ClusterError(
                "No PostgreSQL programs were found.",
                "set ALLABOARD_PG_BIN to their folder, or ALLABOARD_DATABASE_URL to a server.",
            )
        self.folder, self.binaries, self.unsafe = folder, binaries, unsafe
        self.server: subprocess.Popen[bytes] | None = None
        self._lock: IO[str] | None = None

    @property
    def socket_folder(self) -> Path:
        """Where the server's socket is: in the folder, or in a short private one if that path is too long."""
        inside = self.folder / "socket"
        if len(str(inside / SOCKET_NAME)) <= LONGEST_SOCKET_PATH:
            return inside
        name = hashlib.sha256(str(self.folder).encode()).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"allaboard-{os.getuid()}-{name}"

    @property
    def url(self) -> str:
        """Address of the database over the socket."""
        return f"postgresql://allaboard@/{DATABASE}?host={quote(str(self.socket_folder))}"

    def start(self) -> None:
        """Make the folder on first use, start the server and wait until it answers.

        Raises:
            ClusterError: another process serves from this folder, or the server would not start.
        """
        self._take_lock()
        try:
            first = not (self.folder / "data" / "PG_VERSION").exists()
            if first:
                self._initialise()
            self._launch()
            if first or not (self.folder / "created").exists():
                self._create_database()
        except BaseException:
            self.stop()
            raise

    def start_again(self) -> subprocess.Popen[bytes]:
        """Start the server once more after it fell; what was committed is there.

        Raises:
            ClusterError: it would not start.
        """
        self._launch()
        assert self.server is not None
        return self.server

    def stop(self) -> None:
        """End the server (fast shutdown) and let the folder go."""
        if self.server is not None and self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.server.send_signal(signal.SIGQUIT)
                self.server.wait(STOP_SECONDS)
        self.server = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _take_lock(self) -> None:
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.socket_folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._lock = (self.folder / "lock").open("a")
        except OSError as error:
            raise ClusterError(
                f"{error.filename} cannot be used: {error.strerror}.",
                f"give yourself the folder (sudo chown -R $USER {self.folder}), or choose another with ALLABOARD_HOME.",
            ) from error
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            self._lock = None
            raise ClusterError(
                f"Another process already serves the database in {self.folder}.",
                "wait until the other command is through, or end it.",
            ) from None

    def _initialise(self) -> None:
        # initdb moves nothing into place by itself: a half-made folder from a killed first run is set aside.
        data = self.folder / "data"
        if data.exists() and any(data.iterdir()):
            data.rename(self.folder / f"half-made-{int(time.time())}")
        data.mkdir(mode=0o700, exist_ok=True)
        with telling_why_programs_cannot_run(self.binaries):
            done = subprocess.run(
                self._initdb_command(data),
                capture_output=True,
                text=True,
                preexec_fn=before_exec(self.folder),
                check=False,
            )
        if done.returncode != 0:
            raise ClusterError(
                f"The database folder could not be made: {done.stderr.strip()[-400:]}",
                f"see that {self.folder} can be written by you and that the disk has space.",
            )

    def _initdb_command(self, data: Path) -> list[str]:
        return [
            *(str(self.binaries / "initdb"), "-D", str(data)),
            *("-U", "allaboard", "--auth=trust", "-E", "UTF8"),
            *("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"),
            *(["--no-sync"] if self.unsafe else []),
        ]

    def _launch(self) -> None:
        forget_dead_server(self.folder, STOP_SECONDS)
        settings = SETTINGS | memory_settings(memory_of_machine())
        settings["unix_socket_directories"] = str(self.socket_folder)
        if self.unsafe:
            settings |= UNSAFE_SETTINGS
        command = [str(self.binaries / "postgres"), "-D", str(self.folder / "data")]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        with telling_why_programs_cannot_run(self.binaries), log_of(self.folder).open("ab") as log:
            self.server = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=before_exec(self.folder),
            )
        self._wait_until_ready()

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.server is None or self.server.poll() is not None:
                raise ClusterError(f"The database stopped while starting: {last_words(self.folder)}")
            if self._says_ready():
                return
            time.sleep(0.02)  # PostgreSQL says that it is ready only in a file
        raise ClusterError(f"The database did not start within {START_SECONDS} s: {last_words(self.folder)}")

    def _says_ready(self) -> bool:
        """Ready only when the file says so *and* names our child: a stale file of a killed server does not count.

        In a user namespace the server still sees the machine's process ids, so they compare.
        """
        try:
            lines = (self.folder / "data" / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        # The file's first line is the server's process, its eighth the server's state.
        process, state = lines[:1], [line.strip() for line in lines[7:8]]
        return process == [str(self.server and self.server.pid)] and state == ["ready"]

    def _create_database(self) -> None:
        import psycopg

        address = self.url.replace(f"/{DATABASE}?", "/postgres?")
        with psycopg.connect(address, autocommit=True) as connection:
            exists = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if not exists:
                connection.execute(f"CREATE DATABASE {DATABASE}")
        (self.folder / "created").touch()


@contextlib.contextmanager
def running_cluster(folder: Path, *, bin_folder: str = "", unsafe: bool = False) -> Iterator[Cluster]:
    """A cluster that serves: the one another process runs from this folder, or our own for as long as needed."""
    cluster = Cluster(folder, bin_folder=bin_folder, unsafe=unsafe)
    if _answers(cluster):
        yield cluster
        return
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()


def _answers(cluster: Cluster) -> bool:
    import psycopg

    try:
        with psycopg.connect(cluster.url, connect_timeout=2):
            return True
    except psycopg.OperationalError:
        return False
