"""What a killed server leaves behind."""

import time
from pathlib import Path

from allaboard.project.postgres.errors import ClusterError


def forget_dead_server(folder: Path, patience_seconds: float) -> None:
    """Remove the file of a server that was killed, when another program has its number by now.

    PostgreSQL would take that program for a server and refuse to start. A server that is
    still ending, because its parent was killed a moment ago, is waited for.

    Raises:
        ClusterError: a server that nobody of us started goes on running there.
    """
    left = folder / "data" / "postmaster.pid"
    number = left.read_text().split("\n", 1)[0].strip() if left.exists() else ""
    if not number.isdigit():
        return
    deadline = time.monotonic() + patience_seconds
    while (name := _name_of_process(number)) == "postgres":
        if time.monotonic() > deadline:
            raise ClusterError(
                f"A PostgreSQL that we did not start (process {number}) serves {folder}.",
                f"end it with: kill -INT {number}",
            )
        time.sleep(0.05)  # the process is not our child, so its end cannot be waited for everywhere
    if name:
        left.unlink(missing_ok=True)


def _name_of_process(number: str) -> str:
    """The program's name; empty when nothing runs under the number, or this system does not tell."""
    try:
        name, _, state = Path("/proc", number, "stat").read_text().partition("(")[2].rpartition(")")
    except OSError:
        return ""
    return "a dead one" if state.split()[0] == "Z" else name
