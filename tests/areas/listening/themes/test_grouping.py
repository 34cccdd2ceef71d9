"""After a close the comments are grouped by a worker; what people have put right by hand stays."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.areas.listening.conftest import HAPPY, answer_all, launched
from tests.conftest import signed_in
from tests.jobs import run_all

from allaboard.areas.listening.models import Comment, Theme, Wave
from allaboard.areas.listening.services import editing, themes
from allaboard.areas.listening.services.grouping import begin_grouping
from allaboard.areas.listening.services.waves import close_wave, open_and_close_due
from allaboard.errors import RuleBroken
from allaboard.foundation.access.models import RoleGrant
from allaboard.foundation.delivery.models import OutboxMail
from allaboard.foundation.jobs.models import Progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def open_wave(pulse, company, hr) -> Wave:
    """A wave that many have answered in words."""
    wave = launched(pulse, hr)
    said = [
        "Swapping a shift takes days, the roster is late",
        "The canteen food is cold and lunch is expensive",
    ]
    answer_all(wave, lambda person: HAPPY | {"change_first": [f"{said[person.pk % 2]} {person.pk % 7}"]})
    return wave


def card_of(client: Client, wave: Wave) -> BeautifulSoup:
    page = client.get(reverse("listening:results", args=[wave.pk])).content
    found = BeautifulSoup(page, "html.parser").select_one("#themes")
    assert found is not None
    return found


def ready_mail() -> list[tuple[str, str]]:
    return list(OutboxMail.objects.filter(subject__startswith="Results are ready").values_list("to", "text"))


def test_what_closes_by_the_clock_has_its_themes_when_somebody_looks(open_wave, amara):
    client = signed_in(amara)
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=True):
        open_and_close_due(timezone.localdate())
        waiting = card_of(client, open_wave)
        assert "being grouped" in waiting.text
        assert waiting.has_attr("hx-get")
        assert waiting.select_one("progress")
        assert not waiting.select_one("form")

        run_all()

    shown = card_of(client, open_wave)
    assert len(shown.select("ol a")) == Theme.objects.count() >= 2
    assert not shown.has_attr("hx-get")
    assert "Group the comments anew" in shown.text
    [(to, text)] = ready_mail()
    assert to == amara.email
    assert f"grouped into {Theme.objects.count()} themes" in text


def test_whoever_no_longer_writes_surveys_is_not_told(open_wave, hr):
    close_wave(open_wave, by=hr)
    RoleGrant.objects.all().delete()
    run_all()
    assert Theme.objects.exists()
    assert ready_mail() == []


def test_without_comments_the_one_who_runs_it_is_told_at_once(pulse, company, hr, amara):
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: HAPPY)
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=True):
        open_and_close_due(timezone.localdate())
        run_all()
    assert [to for to, text in ready_mail() if "themes" not in text] == [amara.email]
    assert not Progress.objects.exists()


def test_pressing_again_while_a_worker_is_at_it_begins_nothing(open_wave, hr, amara):
    close_wave(open_wave, by=hr)
    signed_in(amara).post(reverse("listening:find_themes", args=[open_wave.pk]))
    assert Progress.objects.count() == 1
    Progress.objects.update(moved_at=timezone.now() - timedelta(minutes=10))

    assert "Nothing has moved" in card_of(signed_in(amara), open_wave).text
    signed_in(amara).post(reverse("listening:find_themes", args=[open_wave.pk]))
    assert Progress.objects.count() == 2


def test_the_same_comments_make_the_same_themes_when_a_worker_begins_anew(open_wave, hr):
    close_wave(open_wave, by=hr)
    run_all()
    before = set(Comment.objects.values_list("text", "theme__title"))
    first = set(Theme.objects.values_list("pk", flat=True))

    begin_grouping(Wave.objects.get(pk=open_wave.pk), by=hr)
    run_all()

    assert set(Comment.objects.values_list("text", "theme__title")) == before
    assert not first & set(Theme.objects.values_list("pk", flat=True))
    assert len(ready_mail()) == 1


def test_what_is_put_right_while_a_worker_reads_stays(open_wave, hr, monkeypatch):
    close_wave(open_wave, by=hr)
    run_all()
    renamed, other = Theme.objects.order_by("pk")[:2]
    moved, hidden = other.comments.order_by("pk")[:2]
    named = themes._named

    def meanwhile(*given):
        editing.rename_theme(renamed, by=hr, title="Our own words")
        editing.move_comments(other, [str(moved.pk)], renamed, by=hr)
        editing.hide_comments(renamed, [str(renamed.comments.first().pk)], by=hr)
        return named(*given)

    monkeypatch.setattr(themes, "_named", meanwhile)
    kept_before = set(renamed.comments.values_list("pk", flat=True)) | {moved.pk}
    begin_grouping(Wave.objects.get(pk=open_wave.pk), by=hr)
    run_all()

    renamed.refresh_from_db()
    assert renamed.title == "Our own words"
    assert set(renamed.comments.values_list("pk", flat=True)) == kept_before
    assert not Comment.objects.filter(theme=None).exists()
    assert not Theme.objects.filter(comments=None).exists()
    assert Comment.objects.get(pk=hidden.pk).theme_id not in (None, renamed.pk)


def test_a_theme_that_was_grouped_away_is_refused_in_words(open_wave, hr, amara):
    close_wave(open_wave, by=hr)
    run_all()
    seen, into = Theme.objects.order_by("pk")[:2]
    chosen = [str(seen.comments.first().pk)]
    Theme.objects.filter(pk=seen.pk).delete()  # as a worker does

    for edit in (
        lambda: editing.rename_theme(seen, by=hr, title="Ours"),
        lambda: editing.move_comments(seen, chosen, into, by=hr),
        lambda: editing.merge_themes(seen, into, by=hr),
        lambda: themes.start_initiative_from(seen, by=hr),
        lambda: themes.link_theme(seen, 1, by=hr),
    ):
        with pytest.raises(RuleBroken, match="grouped anew"):
            edit()
    assert not Theme.objects.filter(is_edited=True).exists()


def test_a_hidden_comment_can_be_shown_again_after_grouping_anew(open_wave, hr):
    close_wave(open_wave, by=hr)
    run_all()
    theme = Theme.objects.first()
    hidden = [str(theme.comments.first().pk)]
    editing.hide_comments(theme, hidden, by=hr)
    begin_grouping(Wave.objects.get(pk=open_wave.pk), by=hr)
    run_all()
    assert Comment.objects.get(pk=hidden[0]).theme_id == theme.pk
