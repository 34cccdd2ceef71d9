"""A process of the web server that is told to stop while it loads the application."""

import signal
import subprocess
import sys

STOPPED_WHILE_LOADING = """
import os, signal, sys

class Told:
    "Tells the process to stop as soon as it begins to load the application."
    def find_spec(self, name, path=None, target=None):
        if name == "allaboard.project.settings":
            os.kill(os.getpid(), signal.SIGTERM)

sys.meta_path.insert(0, Told())
signal.signal(signal.SIGTERM, lambda *_: None)  # what the server leaves to its processes

from allaboard.project.processes.web import load
load()
print("still there")
"""


def test_a_wish_to_stop_is_not_lost_while_the_application_loads():
    process = subprocess.run(
        [sys.executable, "-c", STOPPED_WHILE_LOADING], capture_output=True, text=True, timeout=60, check=False
    )

    assert process.returncode == -signal.SIGTERM, process.stderr
    assert "still there" not in process.stdout
