"""Two real surveys, imported as waves through the same door as a person's file."""

import polars
import pytest
from tests.conftest import acting
from tests.real.files import EMPLOYEE_FILE, MENTAL_HEALTH_FILE, needs
from tests.real.surveys import SAY_NOTHING, employee_survey, mental_health_survey

from allaboard.areas.listening.columns import SCALE
from allaboard.areas.listening.models import Answer, Comment, ResultsFile
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.queries.themes import themes_of
from allaboard.areas.listening.services.themes import find_themes
from allaboard.areas.listening.themes.embedding import model_files
from allaboard.foundation.access.roles import SYSTEM

pytestmark = [pytest.mark.real, pytest.mark.django_db]


def test_employee_survey_keeps_every_answer(amara):
    frame = polars.read_csv(EMPLOYEE_FILE)

    wave, columns = employee_survey(acting(amara))

    figures = results_of(SYSTEM, wave)
    assert (wave.answered, Answer.objects.filter(wave=wave).count()) == (2833, 2833)
    assert [(column.role, column.low, column.high) for column in columns] == [(SCALE, 1, 4)] * 14
    assert wave.smallest_group == 2833  # no column was a group, so everyone is one block
    shares = {question.asked.text: question for question in figures.total.questions}
    for name in frame.columns:
        assert shares[name].favourable == int((frame[name] >= 3).sum())
        for count in shares[name].counts:
            assert count.people == int((frame[name] == int(count.value)).sum())
    assert ResultsFile.objects.count() == 0


@needs(MENTAL_HEALTH_FILE)
def test_osmi_comments_become_themes_and_small_countries_are_lumped(amara):
    by = acting(amara)

    wave, written = mental_health_survey(by)

    assert wave.answered == 1433
    assert Comment.objects.filter(wave=wave).count() == written > 1900
    assert wave.smallest_group >= 5
    labels = {group.label for group in results_of(SYSTEM, wave).groups}
    assert "United States of America" in labels
    assert "Afghanistan" not in labels  # one or two people work there

    find_themes(wave, by=by)

    themes = themes_of(wave)
    assert sum(theme.comments for theme in themes) == written - SAY_NOTHING
    if model_files():
        words = " ".join(word for theme in themes for word in theme.theme.words)
        assert len(themes) >= 3
        assert "stigma" in words or "interview" in words
