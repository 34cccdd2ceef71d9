"""Tells whether the collected static files still belong to the files they were collected from."""

import hashlib
from pathlib import Path

from allaboard.project import environment

MARK = "collected_from"


def fingerprint() -> str:
    """What today's sources are: our files by name, size and time, the libraries by their lock file."""
    package = environment.ROOT / "src" / "allaboard"
    found = hashlib.sha256((environment.ROOT / "requirements" / "base.lock").read_bytes())
    for path in sorted(path for path in package.glob("**/static/**/*") if path.is_file()):
        kept = path.stat()
        found.update(f"{path.relative_to(package)} {kept.st_size} {kept.st_mtime_ns}\n".encode())
    return found.hexdigest()


def are_collected(root: Path) -> bool:
    """Whether the folder holds today's sources, collected to the end."""
    mark = root / MARK
    return mark.is_file() and mark.read_text() == fingerprint()


def mark_collected(root: Path, sources: str) -> None:
    """Say that the folder now holds these sources; the last thing to do."""
    (root / MARK).write_text(sources)
