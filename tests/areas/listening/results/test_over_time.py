"""Engagement of a survey's runs as a line, no more exact than each run tells it by itself."""

import pytest
from django.urls import reverse
from tests.areas.listening.conftest import HAPPY, SAD, answer_all, launched
from tests.conftest import acting, make_person, signed_in

from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.results import pictures
from allaboard.areas.listening.services.waves import close_wave
from allaboard.foundation.access.roles import SYSTEM


@pytest.fixture
def run(pulse, company, hr):
    """Runs one wave from launch to close, in which so many of Sales are sad; the others may stay away."""

    def from_launch_to_close(sad, *, all_answer=True):
        names = {f"Sales{number}" for number in range(sad)}
        wave = launched(pulse, hr)
        answer_all(
            wave,
            lambda one: (
                (SAD if one.given_name in names else HAPPY)
                if all_answer or one.department == "Sales"
                else None
            ),
        )
        close_wave(wave, by=hr)
        return Wave.objects.get(pk=wave.pk)

    return from_launch_to_close


def score_of(wave):
    return pictures.score_words(results_of(SYSTEM, wave).total.engagement)


def test_each_run_stands_as_it_tells_itself_the_first_of_them_first(run, amara):
    first, second, third = run(18), run(12), run(4)

    page = signed_in(amara).get(reverse("listening:results", args=[third.pk]))
    line = page.context["over_time"]

    assert [row[1] for row in line.table()] == [score_of(wave)[0] for wave in (first, second, third)]
    assert [row.value for row in line.rows] == sorted(row.value for row in line.rows)
    assert len({row.label for row in line.rows}) == 3, "runs of one day stand apart"
    assert "Engagement over time" in page.content.decode()
    assert pictures.engagement_over_time(acting(amara), first) is None


def test_a_run_that_tells_a_range_is_not_drawn(run, hr):
    everybody_happy, second, third = run(0, all_answer=False), run(12), run(4)
    assert results_of(SYSTEM, everybody_happy).total.engagement.told

    line = pictures.engagement_over_time(hr, third)

    assert [point.suppressed for point in line.rows] == [True, False, False]
    assert line.table()[0][1:] == (score_of(everybody_happy)[0], "")
    assert pictures.engagement_over_time(hr, second) is None


def test_who_was_not_asked_in_earlier_runs_does_not_see_them(run, amara):
    run(18), run(12)
    lead = make_person("Lena")
    make_person("Tom", manager=lead)
    wave = run(4)

    page = signed_in(lead).get(reverse("listening:results", args=[wave.pk]))

    assert page.status_code == 200
    assert page.context["over_time"] is None
    assert (page.context["since"], page.context["changes"]) == ("", [])
    assert "was " not in page.context["headlines"][1].note
    assert signed_in(amara).get(page.request["PATH_INFO"]).context["over_time"] is not None
