"""Scores, intervals and how answers spread: told on the page, in the file and by the API alike."""

import pytest
from django.urls import reverse
from tests.areas.listening.conftest import HAPPY, SAD, answer_all, launched
from tests.conftest import signed_in

from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.results import pictures
from allaboard.areas.listening.services.themes import find_themes
from allaboard.areas.listening.services.waves import close_wave
from allaboard.foundation.access.roles import SYSTEM


@pytest.fixture
def run(pulse, company, hr):
    """Runs one wave from launch to close."""

    def from_launch_to_close(said):
        wave = launched(pulse, hr)
        answer_all(wave, said)
        close_wave(wave, by=hr)
        return Wave.objects.get(pk=wave.pk)

    return from_launch_to_close


def api_rows(amara, wave):
    return signed_in(amara).get(f"/api/v1/surveys/waves/{wave.pk}/results").json()["rows"]


def test_scores_with_interval_and_change_stand_on_the_page_and_in_the_file(run, amara):
    run(lambda one: HAPPY if one.pk % 4 == 0 else SAD)
    wave = run(lambda one: HAPPY if one.pk % 4 else SAD)

    page = signed_in(amara).get(reverse("listening:results", args=[wave.pk])).content.decode()
    moved = {one.text: one for one in pictures.changes(results_of(SYSTEM, wave))}
    score = moved["Would recommend us, from −100 to +100"]
    told = {row[4]: row for row in api_rows(amara, wave) if row[0] == "Everyone" and not row[-1]}
    row = told[score.text]

    assert (score.holds, score.is_up) == (True, True)
    assert score.now == f"{row[6]} ({row[7]} to {row[8]})"
    assert score.change == f"+{row[10]} (+{row[11]} to +{row[12]})"
    assert score.now in page
    assert score.change in page
    assert told["Engagement, from 0 to 100"][6] in page


def test_each_question_stands_with_its_interval_and_how_answers_spread(run, amara):
    wave = run(lambda one: HAPPY if one.pk % 4 else SAD)

    page = signed_in(amara).get(reverse("listening:results", args=[wave.pk])).content.decode()
    rows = [row for row in api_rows(amara, wave) if row[4] == "I can plan my week." and row[0] == "Everyone"]
    share, low, high = rows[0][6:9]
    spread = {row[-1]: row[6] for row in rows[1:]}

    assert f"favourable: {share} ({low.removesuffix(' %')} to {high.removesuffix(' %')})" in page
    assert spread == {
        "Strongly agree": share,
        "Agree": "0 %",
        "Neither": "0 %",
        "Disagree": "0 %",
        "Strongly disagree": f"{100 - int(share.removesuffix(' %'))} %",
    }


def test_each_group_stands_with_the_interval_that_the_file_tells(run, amara):
    """Seven of twenty in Sales say no, and one in Support, which is small and so told as a range."""
    against = {f"sales.{number}@example.test" for number in range(2, 9)} | {"support.2@example.test"}
    wave = run(lambda one: SAD if one.email in against else HAPPY)

    page = signed_in(amara).get(reverse("listening:results", args=[wave.pk]))
    shown = dict(page.context["shares"])
    rows = [row for row in api_rows(amara, wave) if row[0] != "Everyone" and row[4] == "I can plan my week."]

    assert len(rows) == len(shown) - 1 > 1
    for row in rows:
        share, low, high = (str(one).removesuffix(" %") for one in row[6:9])
        told = f"{share} % ({low} to {high})" if low else f"{share} %"
        assert shown[row[1]][0] == told
        assert told in page.content.decode()
    assert any(
        "–" in told for told, *_others in shown.values()
    )  # small groups are told as ranges, without ends


def test_nothing_exact_is_told_of_a_small_run_in_which_all_said_the_same(run, amara):
    run(lambda one: SAD if one.department == "Support" else None)
    wave = run(lambda one: HAPPY if one.department == "Support" else None)
    assert results_of(SYSTEM, wave).total.answered == 12

    rows = api_rows(amara, wave)
    page = signed_in(amara).get(reverse("listening:results", args=[wave.pk])).content.decode()

    told = {row[4]: row[6:9] + row[10:13] for row in rows if row[0] == "Everyone" and not row[-1]}
    assert told["I can plan my week."] == ["80–100 %", "", "", "", "", ""]
    assert told["Would recommend us, from −100 to +100"] == ["+60 to +100", "", "", "", "", ""]
    assert "100 %" not in {row[6] for row in rows}
    assert "+100 (" not in page
    assert pictures.changes(results_of(SYSTEM, wave)) == []


def test_the_api_tells_the_share_and_the_trend_of_a_theme(closed, hr, amara):
    find_themes(closed, by=hr)
    theme = closed.themes.first()
    theme.earlier_comments, theme.earlier_total = 1, 40
    theme.save()

    found = signed_in(amara).get(f"/api/v1/surveys/waves/{closed.pk}/themes").json()
    one = next(each for each in found if each["id"] == theme.pk)

    assert one["share"] == pytest.approx(one["comments"] / one["total"])
    assert one["change"] == pytest.approx(one["share"] - 1 / 40)
    assert one["change_low"] < one["change"] < one["change_high"]
