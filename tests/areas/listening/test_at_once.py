"""Two people of HR at the same button in the same instant."""

from collections import Counter
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from tests.areas.listening.conftest import HAPPY, launched
from tests.at_once import at_once
from tests.conftest import acting, grant, make_person

from allaboard.areas.listening.columns import guessed
from allaboard.areas.listening.models import Answer, Participation, PendingBallot, ResultsFile, Wave
from allaboard.areas.listening.services.ballots import cast_ballot
from allaboard.areas.listening.services.files import Mapped, import_file
from allaboard.areas.listening.services.waves import close_wave, remind
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.roles import Role
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.delivery.models import Sending


@pytest.mark.django_db(transaction=True)
def test_a_survey_is_launched_reminded_answered_and_closed_once(pulse, company, hr):
    other = acting(grant(make_person("Olga", department="Human Resources"), Role.HR_LEADER))

    assert refusals(at_once(pulse, *(lambda by=by: launched(pulse, by) for by in (hr, other)))) == 1
    wave = Wave.objects.get()
    assert refusals(at_once(wave, *(lambda by=by: remind(wave, by=by) for by in (hr, other)))) == 1

    for person in company[:20]:
        cast_ballot(wave.pk, person.pk, uuid4(), HAPPY)
    place = Participation.objects.get(wave=wave, person=company[20])
    two_tabs = [lambda: cast_ballot(wave.pk, company[20].pk, uuid4(), HAPPY) for _tab in range(2)]
    assert refusals(at_once(place, *two_tabs)) == 1

    assert refusals(at_once(wave, *(lambda by=by: close_wave(wave, by=by) for by in (hr, other)))) == 1
    wave.refresh_from_db()
    assert (wave.stage, wave.answered, Answer.objects.count()) == ("closed", 21, 21)
    assert not PendingBallot.objects.exists()
    done = Counter(Entry.objects.filter(action__startswith="survey.").values_list("action", flat=True))
    assert {done[f"survey.{word}"] for word in ("launched", "opened", "reminded", "closed")} == {1}
    assert Sending.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_answer_at_the_instant_of_the_close_is_counted_or_refused(pulse, company, hr):
    wave = launched(pulse, hr)
    for person in company[:19]:
        cast_ballot(wave.pk, person.pk, uuid4(), HAPPY)

    _closed, answer = at_once(
        wave, lambda: close_wave(wave, by=hr), lambda: cast_ballot(wave.pk, company[19].pk, uuid4(), HAPPY)
    )

    assert isinstance(answer, RuleBroken) or answer is None
    assert Answer.objects.count() == (20 if answer is None else 19)
    assert Participation.objects.filter(taken_part=True).count() == Answer.objects.count()
    assert not PendingBallot.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_file_of_results_becomes_one_wave(company, hr):
    rows = [[team, str(score)] for team in ("Red", "Blue") for score in (1, 2, 3, 4, 5, 5)]
    kept = ResultsFile.objects.create(
        owner_id=hr.person_id, name="x.csv", headers=["Team", "Score"], rows=rows
    )
    columns = [
        replace(each, role=role)
        for each, role in zip(guessed(kept.headers, rows), ("group", "scale"), strict=True)
    ]
    mapped = Mapped("Teams", "May", date(2026, 5, 1), date(2026, 5, 8), columns, 5)

    outcomes = at_once(kept, *[lambda: import_file(kept, mapped, by=hr)] * 2)

    assert sum(isinstance(each, NotFound) for each in outcomes) == 1
    assert Wave.objects.count() == 1


def refusals(outcomes: list[object]) -> int:
    """How many were refused by a rule; nothing may have broken."""
    broken = [each for each in outcomes if isinstance(each, Exception) and not isinstance(each, RuleBroken)]
    assert not broken, broken
    return sum(isinstance(each, RuleBroken) for each in outcomes)
