"""Two real surveys and the door through which they become waves."""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date

from tests.real.files import EMPLOYEE_FILE, MENTAL_HEALTH_FILE

from allaboard.areas.listening.columns import COMMENT, GROUP, SKIP, Column, guessed
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.services.files import Mapped, import_file, keep_file
from allaboard.foundation.access.roles import Actor

DAY = date(2016, 11, 14)
SAY_NOTHING = 20  # of OSMI's comments: “N/A”, “No”, “Nothing” and the like, which belong to no theme


def imported(
    title: str, content: bytes, by: Actor, roles: Mapping[int, str] | None = None
) -> tuple[Wave, Sequence[Column]]:
    """The file as a wave, with the guessed mapping unless a column's role is given."""
    kept = keep_file(f"{title}.csv", content, by=by)
    columns = guessed(kept.headers, kept.rows)
    for place, role in (roles or {}).items():
        old = columns[place]
        columns[place] = Column(
            old.place, old.name, role, old.low, old.high, old.filled, old.distinct, old.example
        )
    wave, _unreadable = import_file(kept, Mapped(title, title, DAY, DAY, columns, 5), by=by)
    wave.refresh_from_db()
    return wave, columns


def employee_survey(by: Actor) -> tuple[Wave, Sequence[Column]]:
    """The 2,833 answers of `employee_survey`, mapped as they were guessed."""
    return imported("Employee survey", EMPLOYEE_FILE.read_bytes(), by)


def mental_health_survey(by: Actor) -> tuple[Wave, int]:
    """The words of OSMI's survey with country and remote work, and how many comments people wrote."""
    content = MENTAL_HEALTH_FILE.read_bytes()
    headers, *rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    why = [place for place, name in enumerate(headers) if name.startswith("Why or why not")]
    roles = dict.fromkeys(range(len(headers)), SKIP) | dict.fromkeys(why, COMMENT)
    roles[_place(headers, "What country do you work in")] = GROUP
    roles[_place(headers, "Do you work remotely")] = "choice"
    wave, _columns = imported("Mental health in tech", content, by, roles)
    return wave, sum(bool(row[place].strip()) for row in rows for place in why)


def _place(headers: Sequence[str], beginning: str) -> int:
    return next(place for place, name in enumerate(headers) if name.startswith(beginning))
