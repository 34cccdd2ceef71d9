"""Who reads the results of a closed run, and that page, file and API say the same."""

import pytest
from django.urls import reverse
from tests.conftest import signed_in

from allaboard.areas.listening.facade import theme_ref
from allaboard.areas.listening.models import (
    Wave,
)
from allaboard.areas.listening.queries.surveys import visible_themes
from allaboard.areas.listening.services.themes import find_themes, start_initiative_from
from allaboard.errors import RuleBroken


def test_page_export_and_api_show_the_same_numbers(closed, amara):
    hr = signed_in(amara)
    page = hr.get(reverse("listening:results", args=[closed.pk])).content.decode()
    csv = hr.get(reverse("listening:export_csv", args=[closed.pk])).content.decode()
    api = hr.get(f"/api/v1/surveys/waves/{closed.pk}/results").json()
    xlsx = hr.get(reverse("listening:export_xlsx", args=[closed.pk]))

    assert f"<b>{closed.smallest_group} people</b>" in page
    rows = [line.split(",") for line in csv.lstrip("\ufeff").strip().splitlines()[1:]]
    assert len(rows) == len(api["rows"]) > 8
    assert {row[1] for row in rows} == {row[1] for row in api["rows"]}
    for group in {row[1] for row in rows} - {""}:
        assert group in page
    assert "Labs," not in csv  # four people are never a row of their own
    assert xlsx.content[:2] == b"PK"


def test_the_page_says_what_anyone_could_work_out(closed, amara):
    page = signed_in(amara).get(reverse("listening:checked", args=[closed.pk])).content.decode()

    assert "What this does not protect against" in page
    for block in closed.blocks.all():
        assert f'data-label="Answers">{block.answered}</td>' in page


def test_a_manager_sees_the_same_figures_but_no_comments(closed, ben):
    client = signed_in(ben)

    page = client.get(reverse("listening:results", args=[closed.pk]))

    assert page.status_code == 200
    assert "Themes in" not in page.content.decode()
    assert "roster" not in page.content.decode()
    checked = client.get(reverse("listening:checked", args=[closed.pk])).content.decode()
    assert reverse("listening:list") + '"' not in page.content.decode() + checked  # closed to managers


def test_an_employee_sees_no_results(closed, chidi):
    assert signed_in(chidi).get(reverse("listening:results", args=[closed.pk])).status_code == 403
    assert signed_in(chidi).get(f"/api/v1/surveys/waves/{closed.pk}/results").status_code == 404


def test_nothing_counted_from_comments_leaves_a_wave_that_may_not_show_them(closed, amara, hr):
    """Three people of a closed wave wrote; then the wave is one that shows no comment, though its theme has some."""
    find_themes(closed, by=hr)
    theme = max(closed.themes.all(), key=lambda theme: theme.comments.count())
    assert theme_ref(hr, theme.pk).comments > 0
    Wave.objects.filter(pk=closed.pk).update(answered=9)

    ref = theme_ref(hr, theme.pk)
    assert (ref.comments, ref.share) == (0, 0.0)
    assert visible_themes(hr).get(pk=theme.pk).volume == 0
    page = signed_in(amara).get(reverse("listening:theme", args=[theme.pk])).content.decode()
    assert not any(comment.text in page for comment in theme.comments.all())
    with pytest.raises(RuleBroken):
        start_initiative_from(visible_themes(hr).get(pk=theme.pk), by=hr)
