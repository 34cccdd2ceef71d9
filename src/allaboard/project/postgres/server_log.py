"""What the server wrote: kept small, and read when it would not start."""

from pathlib import Path

LARGEST_LOG = 10 * 1024 * 1024  # bytes


def log_of(folder: Path) -> Path:
    """Where the server writes; what it wrote before is kept once, so that it does not grow for ever."""
    log = folder / "server.log"
    if log.exists() and log.stat().st_size > LARGEST_LOG:
        log.replace(folder / "server.log.1")
    return log


def last_words(folder: Path) -> str:
    """The end of what the server wrote."""
    try:
        return (folder / "server.log").read_text(errors="replace")[-600:].strip()
    except OSError:
        return "it left no log"
