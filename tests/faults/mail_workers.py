"""Real workers that send what is due, and their sudden end."""

import random
import signal
import subprocess
import sys

from tests.foundation.delivery.scripted_server import Script

KILLS = 10
CONNECTIONS = 3  # as in the scripted server's address
WORKER = """
import django
django.setup()
from allaboard.foundation.delivery.facade import run_due
print("ready", flush=True)
while run_due():
    pass
"""


def started(environment: dict[str, str]) -> "subprocess.Popen[str]":
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert worker.stdout
    assert worker.stdout.readline() == "ready\n"
    return worker


def finished(worker: "subprocess.Popen[str]") -> None:
    assert worker.wait(timeout=120) == 0


def killed_at_work(environment: dict[str, str], server: Script, dice: random.Random, mails: int) -> None:
    """A worker sends up to so many mails and is killed, wherever it is."""
    worker = started(environment)
    server.wait_for(len(server.accepted) + dice.randint(0, mails))
    worker.send_signal(signal.SIGKILL)
    worker.wait()
