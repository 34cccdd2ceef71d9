"""Two real surveys, imported as waves through the same door as a person's file."""

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import peopleanalyticsdata
import pytest
from tests.conftest import acting

from allaboard.areas.listening.columns import COMMENT, GROUP, SCALE, SKIP, Column, guessed
from allaboard.areas.listening.embedding import model_files
from allaboard.areas.listening.models import Answer, Comment, ResultsFile, Wave
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.queries.themes import themes_of
from allaboard.areas.listening.services.files import Mapped, import_file, keep_file
from allaboard.areas.listening.services.themes import find_themes

pytestmark = [pytest.mark.real, pytest.mark.django_db]
OSMI = Path(__file__).resolve().parents[2].parent / "shared/data/osmi_2016.csv"
DAY = date(2016, 11, 14)


def imported(title: str, content: bytes, by, roles=None) -> tuple[Wave, Sequence[Column]]:
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


def test_employee_survey_keeps_every_answer(amara):
    frame = peopleanalyticsdata.employee_survey()
    text = io.StringIO()
    frame.to_csv(text, index=False)

    wave, columns = imported("Employee survey", text.getvalue().encode(), acting(amara))

    figures = results_of(wave)
    assert (wave.answered, Answer.objects.filter(wave=wave).count()) == (2833, 2833)
    assert [(column.role, column.low, column.high) for column in columns] == [(SCALE, 1, 4)] * 14
    assert wave.smallest_group == 2833  # no column was a group, so everyone is one block
    shares = {question.asked.text: question for question in figures.total.questions}
    for name in frame.columns:
        assert shares[name].favourable == int((frame[name] >= 3).sum())
        for count in shares[name].counts:
            assert count.people == int((frame[name] == int(count.value)).sum())
    assert ResultsFile.objects.count() == 0


@pytest.mark.skipif(not OSMI.exists(), reason="osmi_2016.csv is not beside the project")
def test_osmi_comments_become_themes_and_small_countries_are_lumped(amara):
    by, content = acting(amara), OSMI.read_bytes()
    headers, *rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    why = [place for place, name in enumerate(headers) if name.startswith("Why or why not")]
    country = next(
        place for place, name in enumerate(headers) if name.startswith("What country do you work in")
    )
    roles = dict.fromkeys(range(len(headers)), SKIP) | dict.fromkeys(why, COMMENT) | {country: GROUP}
    roles[next(p for p, n in enumerate(headers) if n.startswith("Do you work remotely"))] = "choice"

    wave, _columns = imported("Mental health in tech", content, by, roles)

    written = sum(bool(row[place].strip()) for row in rows for place in why)
    assert wave.answered == 1433
    assert Comment.objects.filter(wave=wave).count() == written > 1900
    assert wave.smallest_group >= 5
    labels = {group.label for group in results_of(wave).groups}
    assert "United States of America" in labels
    assert "Afghanistan" not in labels  # one or two people work there

    find_themes(wave, by=by)

    themes = themes_of(wave)
    assert sum(theme.comments for theme in themes) == written
    if model_files():
        words = " ".join(word for theme in themes for word in theme.theme.words)
        assert len(themes) >= 3
        assert "stigma" in words or "interview" in words
    for theme in themes:
        print(f"{theme.comments:5} {theme.theme.title}")
