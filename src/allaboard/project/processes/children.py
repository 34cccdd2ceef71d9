"""Child processes that stop with us and are started again when they fall."""

import functools
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from queue import SimpleQueue

from allaboard.project import environment
from allaboard.project.processes.ending import die_with_parent

STOP_SECONDS = 10
RESTARTS_A_MINUTE = 5


def web_command() -> list[str]:
    """How the web server is started."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi"),
        *("--factory", "allaboard.project.processes.web:load"),
        *("--host", environment.HOST.value(), "--port", str(environment.PORT.value())),
        *("--workers", str(environment.WEB_WORKERS.value()), "--blocking-threads", "1"),
        *("--workers-kill-timeout", "5", "--no-ws", "--log-level", "warning", "--respawn-failed-workers"),
    ]


def worker_command() -> list[str]:
    """How a job worker is started."""
    return [sys.executable, "-m", "allaboard.project.processes.worker"]


class Children:
    """Named processes, started and stopped together."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self._guests: dict[str, Callable[[], subprocess.Popen[bytes]]] = {}
        self._ended: SimpleQueue[str] = SimpleQueue()

    def start(self) -> None:
        """Start every process."""
        for name in self.commands:
            self._start_one(name)

    def watch(
        self, name: str, process: subprocess.Popen[bytes], start_again: Callable[[], subprocess.Popen[bytes]]
    ) -> None:
        """Have a process that somebody else started and stops started again when it falls."""
        self._guests[name] = start_again
        self._tell_when_ended(name, process)

    def require_alive(self) -> None:
        """Raise SystemExit when a process has ended already."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise SystemExit(
                    f"allaboard: {name} stopped while starting (code {process.returncode}); see the lines above."
                )

    def wait_for_one(self) -> int:
        """Wait until one process ends; its exit code."""
        return self.processes[self._ended.get()].wait()

    def keep_alive(self, *, on_restart: Callable[[str], None]) -> None:
        """Watch until interrupted; start again what falls, unless it falls too often."""
        falls: list[float] = []
        while True:
            name = self._ended.get()
            falls = [moment for moment in falls if moment > time.monotonic() - 60] + [time.monotonic()]
            if len(falls) > RESTARTS_A_MINUTE:
                raise SystemExit(f"allaboard: {name} keeps stopping. Run ./allaboard doctor.")
            if name in self._guests:
                self._tell_when_ended(name, self._guests[name]())
            else:
                self._start_one(name)
            on_restart(name)

    def stop(self) -> None:
        """Ask every process to end, then insist."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.processes.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.processes.clear()

    def _start_one(self, name: str) -> None:
        # A session of their own: Ctrl-C reaches us alone, and we stop them in order.
        process = self.processes[name] = subprocess.Popen(
            self.commands[name],
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=functools.partial(die_with_parent, signal.SIGTERM),
        )
        self._tell_when_ended(name, process)

    def _tell_when_ended(self, name: str, process: subprocess.Popen[bytes]) -> None:
        def wait() -> None:
            process.wait()
            self._ended.put(name)

        threading.Thread(target=wait, daemon=True).start()
