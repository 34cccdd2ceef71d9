"""Real workers that send what is due, and their sudden end."""

import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from os import kill

from tests.foundation.delivery.scripted_server import Script

KILLS = 10
PATIENCE_SECONDS = 300
CONNECTIONS = 3  # as in the scripted server's address
# One process reads the program in, and a copy of it is each worker: eleven workers cost one start.
NEST = """
import os, sys
import django
django.setup()
from allaboard.foundation.delivery.facade import run_due

print("ready", flush=True)
for _order in sys.stdin:
    worker = os.fork()
    if worker == 0:
        break
    print(worker, flush=True)
    _pid, status = os.waitpid(worker, 0)
    print(os.waitstatus_to_exitcode(status), flush=True)
else:
    sys.exit()
while run_due():
    pass
"""


class Nest:
    """Where workers come from, one after another."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self._worker = 0

    def start(self) -> None:
        """Start a worker; the one before it has ended."""
        assert self._process.stdin is not None
        self._process.stdin.write("start\n")
        self._process.stdin.flush()
        self._worker = int(self._said())

    def ended(self) -> int:
        """Wait for the worker's end; its exit code."""
        return int(self._said())

    def finished(self) -> None:
        """A worker does all that is due."""
        self.start()
        assert self.ended() == 0

    def killed_at_work(self, server: Script, dice: random.Random, mails: int) -> None:
        """A worker sends up to so many mails and is killed, wherever it is."""
        self.start()
        server.wait_for(len(server.accepted) + dice.randint(0, mails))
        kill(self._worker, signal.SIGKILL)
        assert self.ended() == -signal.SIGKILL

    def close(self) -> None:
        """End the nest, and the worker if a test was broken off."""
        self._process.terminate()
        self._process.wait()
        with suppress(ProcessLookupError):
            kill(self._worker, signal.SIGKILL)

    def _said(self) -> str:
        assert self._process.stdout is not None
        patience = threading.Timer(PATIENCE_SECONDS, self._process.kill)
        patience.start()
        said = self._process.stdout.readline()
        patience.cancel()
        return said


@contextmanager
def nest(environment: dict[str, str]) -> Iterator[Nest]:
    """A nest of workers in this environment."""
    process = subprocess.Popen(
        [sys.executable, "-c", NEST],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    opened = Nest(process)
    try:
        yield opened
    finally:
        opened.close()
