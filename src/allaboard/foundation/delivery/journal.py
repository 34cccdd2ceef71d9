"""What a worker was about to do and has done, on disk, for whoever comes after it was killed.

Written before each mail's text and after each answer, it tells the mails that may have gone out without a result
in the ledger (at most one per open connection) from those that certainly have or have not.
"""

import fcntl
import logging
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

log = logging.getLogger(__name__)
BOOT_ID = Path("/proc/sys/kernel/random/boot_id")


def boot_id() -> str:
    """Which start of the machine this is; after a power cut a journal may have lost its end and is not believed."""
    return BOOT_ID.read_text().strip() if BOOT_ID.exists() else ""


@dataclass(slots=True)
class Remains:
    """What a dead worker's journal says about one claim."""

    begun: set[int] = field(default_factory=set)
    sent: dict[int, int] = field(default_factory=dict)  # delivery → code
    answered: set[int] = field(default_factory=set)

    @property
    def unknown(self) -> set[int]:
        """Deliveries whose text had begun to go out and got no answer."""
        return self.begun - self.answered


class Journal:
    """One worker's journal; its lock shows that the worker lives."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = folder / f"{uuid4()}.journal"
        # A journal without a lock would be taken for a dead worker's.
        unlocked = self._path.with_suffix(".new")
        self._file = os.open(unlocked, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        os.write(self._file, f"boot {boot_id()}\n".encode())
        unlocked.rename(self._path)

    def claims(self, claim: UUID) -> None:
        """The worker is about to claim deliveries under this token."""
        os.write(self._file, f"claim {claim}\n".encode())

    def begins(self, claim: str, delivery_id: int) -> None:
        """The text of a mail is about to go out."""
        os.write(self._file, b"begin %s %d\n" % (claim.encode(), delivery_id))

    def ends(self, claim: str, delivery_id: int, code: int, is_sent: bool) -> None:
        """The server has answered."""
        word = b"sent" if is_sent else b"no"
        os.write(self._file, b"%s %s %d %d\n" % (word, claim.encode(), delivery_id, code))

    def close(self) -> None:
        """All results are in the ledger; the journal has done its work."""
        self._path.unlink(missing_ok=True)
        os.close(self._file)

    def leave(self) -> None:
        """The run was broken off, by a lost database for example: what the journal says is for the next worker."""
        os.close(self._file)


def remains(folder: Path) -> Iterator[tuple[Path, dict[UUID, Remains]]]:
    """The journals of dead workers on this machine; each is locked while the caller looks at it, and then removed."""
    for path in sorted(folder.glob("*.journal")):
        try:
            file = path.open("rb")
        except FileNotFoundError:  # another worker has just taken it up
            continue
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            if not path.exists():
                continue
            yield path, read(file.read().decode(errors="replace"))
            path.unlink(missing_ok=True)


def read(text: str) -> dict[UUID, Remains]:
    """The claims of a journal; a last line that was cut off is not believed.

    Neither is the journal of another boot, or one with holes, as a full disk leaves them: its claims run out by themselves.
    """
    lines = text.split("\n")[:-1]
    if not lines or lines[0] != f"boot {boot_id()}":
        return {}
    try:
        return _claims_in(lines[1:])
    except (ValueError, IndexError):
        log.warning(
            "A journal of deliveries cannot be read; what it was about is taken over when its claims run out."
        )
        return {}


def _claims_in(lines: Sequence[str]) -> dict[UUID, Remains]:
    claims: dict[UUID, Remains] = defaultdict(Remains)
    for line in lines:
        word, claim, *numbers = line.split(" ")
        found = claims[UUID(claim)]
        if word == "begin":
            found.begun.add(int(numbers[0]))
        elif word in {"sent", "no"}:
            found.answered.add(int(numbers[0]))
            if word == "sent":
                found.sent[int(numbers[0])] = int(numbers[1])
    return dict(claims)
