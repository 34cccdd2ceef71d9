"""What has to hold before anything of ours can run: Python, PostgreSQL, a folder of our own, room on the disk."""

import os
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from allaboard.project import environment
from allaboard.project.doctor.finding import Finding
from allaboard.project.postgres.binaries import folder_of_binaries

LEAST_FREE_MB = 500


def machine() -> Iterator[Finding]:
    """What has to hold before anything of ours can run."""
    fine = sys.version_info >= (3, 11)
    yield Finding("Python", fine, platform.python_version(), "" if fine else "Install Python 3.11 or newer.")
    binaries = folder_of_binaries(environment.PG_BIN.value())
    own = environment.DATABASE_URL.value()
    yield Finding(
        "PostgreSQL programs",
        bool(binaries or own),
        "your own server" if own else str(binaries or "none found"),
        "" if binaries or own else "Set ALLABOARD_PG_BIN to their folder, or ALLABOARD_DATABASE_URL.",
    )
    folder = home_folder()
    yield folder
    if folder.is_fine:
        yield _disk(environment.HOME.value())


def home_folder() -> Finding:
    """Whether the folder with database, files and keys is ours, and ours alone."""
    home = environment.HOME.value()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = home.stat().st_mode
        foreign = [entry for entry in home.iterdir() if not os.access(entry, os.R_OK | os.W_OK)]
    except OSError as error:
        return Finding("Folder", False, f"{home}: {error.strerror}", _give_back(home))
    if foreign or not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        named = foreign[0] if foreign else home
        return Finding("Folder", False, f"{named} cannot be read and written by you", _give_back(home))
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding("Folder", False, f"{home} is open to others on this machine", f"chmod 700 {home}")
    return Finding("Folder", True, f"{home}, private")


def _give_back(home: Path) -> str:
    return (
        f"sudo chown -R $USER {home} && chmod -R u+rwX {home}, or choose another folder with ALLABOARD_HOME."
    )


def _disk(home: Path) -> Finding:
    free = shutil.disk_usage(home).free // 2**20
    remedy = "" if free >= LEAST_FREE_MB else f"Free some space: {LEAST_FREE_MB} MB are needed."
    return Finding("Disk", free >= LEAST_FREE_MB, f"{free:,} MB free in {home}", remedy)
