"""What goes wrong with a database server, and what to do about it."""

import contextlib
import subprocess
from collections.abc import Iterator
from pathlib import Path


class ClusterError(Exception):
    """The database could not be made or started."""

    def __init__(self, message: str, remedy: str = "run ./allaboard doctor.") -> None:
        super().__init__(message)
        self.remedy = remedy


@contextlib.contextmanager
def telling_why_programs_cannot_run(folder: Path) -> Iterator[None]:
    """Turn what the system says against running a program of the folder into our own error.

    Raises:
        ClusterError: the block could not run it.
    """
    try:
        yield
    except (OSError, subprocess.SubprocessError) as error:
        raise ClusterError(
            f"PostgreSQL in {folder} cannot be run: {error}",
            "see that programs may be run there; as root, try as an ordinary user in a folder of their own.",
        ) from error
