"""Themes are found, put right by hand, and become initiatives."""

import re

import pytest
from django.urls import reverse
from tests.conftest import acting, grant, make_person, signed_in
from tests.jobs import run_all

from allaboard.areas.listening.models import (
    Comment,
    Theme,
)
from allaboard.areas.listening.ribbon import listened
from allaboard.areas.listening.services.editing import merge_themes
from allaboard.areas.listening.services.themes import find_themes, start_initiative_from
from allaboard.areas.listening.views import themes as themes_views
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Role


def test_themes_are_found_and_become_an_initiative(closed, amara, hr):
    client = signed_in(amara)
    client.post(reverse("listening:find_themes", args=[closed.pk]))
    run_all()
    theme = Theme.objects.filter(wave=closed).first()
    assert theme is not None

    page = client.post(reverse("listening:start_initiative", args=[theme.pk]), follow=True)

    open_on_another_screen = Theme.objects.get(pk=theme.pk)
    theme.refresh_from_db()
    assert theme.initiative_id
    assert page.status_code == 200
    assert theme.title in page.content.decode()
    open_on_another_screen.initiative_id = None  # as it was read before
    with pytest.raises(RuleBroken, match="already started"):
        start_initiative_from(open_on_another_screen, by=hr)


def test_themes_can_be_put_right_by_hand(closed, amara, hr):
    find_themes(closed, by=hr)
    first, other = list(Theme.objects.filter(wave=closed))[:2]
    comment = first.comments.first()
    Comment.objects.filter(pk=comment.pk).update(text="Nobody else writes this about shifts")
    client = signed_in(amara)

    client.post(reverse("listening:rename_theme", args=[other.pk]), {"title": "Swapping shifts"})
    chosen = {"comment": [comment.pk]}
    client.post(reverse("listening:comments", args=[first.pk]), chosen | {"move": "move", "into": other.pk})
    client.post(reverse("listening:comments", args=[other.pk]), chosen | {"move": "hide"})
    client.post(reverse("listening:merge_theme", args=[first.pk]), {"into": other.pk})

    assert (
        list(Theme.objects.filter(wave=closed).values_list("title", flat=True)).count("Swapping shifts") == 1
    )
    assert not Theme.objects.filter(pk=first.pk).exists()
    comment.refresh_from_db()
    assert (comment.theme_id, comment.is_hidden) == (other.pk, True)
    assert comment.text not in client.get(f"/api/v1/surveys/waves/{closed.pk}/themes").content.decode()


def test_a_theme_is_split(closed, amara, hr):
    find_themes(closed, by=hr)
    theme = max(Theme.objects.filter(wave=closed), key=lambda one: one.comments.count())
    chosen, before = list(theme.comments.values_list("pk", flat=True))[:2], theme.comments.count()
    client, there = signed_in(amara), reverse("listening:comments", args=[theme.pk])

    client.post(there, {"comment": chosen, "move": "split", "title": "Late rosters"})

    part = Theme.objects.get(wave=closed, title="Late rosters")
    assert set(part.comments.values_list("pk", flat=True)) == set(chosen)
    assert theme.comments.count() == before - 2
    assert client.post(there, {"comment": chosen, "move": "split", "title": "Again"}).status_code == 422
    everything = list(theme.comments.values_list("pk", flat=True))
    assert client.post(there, {"comment": everything, "move": "split", "title": "All"}).status_code == 422
    assert client.post(there, {"comment": everything, "move": "move"}).status_code == 422
    assert not Theme.objects.filter(title__in=["Again", "All"]).exists()


def test_a_theme_of_many_comments_shows_them_page_by_page(closed, amara, hr, monkeypatch):
    monkeypatch.setattr(themes_views, "COMMENTS_A_PAGE", 3)
    find_themes(closed, by=hr)
    theme = max(Theme.objects.filter(wave=closed), key=lambda one: one.comments.count())
    client, there = signed_in(amara), reverse("listening:theme", args=[theme.pk])
    number = theme.comments.count()
    assert number > 3

    pages = [client.get(f"{there}?page={page}").content.decode() for page in range(1, -(-number // 3) + 1)]

    shown = [set(re.findall(r'name="comment" value="([^"]+)"', page)) for page in pages]
    assert [len(found) for found in shown[:-1]] == [3] * (len(pages) - 1)
    assert set.union(*shown) == {str(pk) for pk in theme.comments.values_list("pk", flat=True)}
    assert f"Page 1 of {len(pages)}" in pages[0]


def test_comments_of_another_theme_cannot_be_reached_through_this_one(closed, amara, chidi, hr):
    find_themes(closed, by=hr)
    first, other = list(Theme.objects.filter(wave=closed))[:2]
    foreign = {"comment": [other.comments.first().pk], "move": "hide"}

    assert signed_in(amara).post(reverse("listening:comments", args=[first.pk]), foreign).status_code == 422
    assert signed_in(chidi).post(reverse("listening:comments", args=[other.pk]), foreign).status_code == 403
    assert not other.comments.filter(is_hidden=True).exists()


def test_taking_back_shows_only_what_was_hidden_with_it(closed, amara, hr):
    find_themes(closed, by=hr)
    theme = max(Theme.objects.filter(wave=closed), key=lambda one: one.comments.count())
    naming, other = theme.comments.all()[:2]
    client, there = signed_in(amara), f"/api/v1/surveys/themes/{theme.pk}/comments"

    def put_right(*comments, **wanted):
        body = {"comments": [str(one.pk) for one in comments], **wanted}
        return client.post(there, body, content_type="application/json").json()["undo"]

    put_right(naming, move="hide")
    undo = put_right(naming, other, other, move="hide")
    assert undo["label"].startswith("1 comment ")
    client.post(undo["url"])

    hidden = Comment.objects.filter(is_hidden=True)
    assert list(hidden) == [naming]


def test_what_was_hidden_is_shown_again_where_it_was_moved_to(closed, amara, hr):
    find_themes(closed, by=hr)
    first, other = Theme.objects.filter(wave=closed)[:2]
    comment = first.comments.first()
    client, there = signed_in(amara), f"/api/v1/surveys/themes/{first.pk}/comments"
    body = {"comments": [str(comment.pk)], "move": "hide"}
    undo = client.post(there, body, content_type="application/json").json()["undo"]
    Comment.objects.filter(pk=comment.pk).update(theme=other)

    assert client.post(undo["url"]).status_code == 200
    comment.refresh_from_db()
    assert (comment.theme, comment.is_hidden) == (other, False)


def test_a_theme_that_got_an_initiative_meanwhile_goes_into_no_other(closed, hr):
    find_themes(closed, by=hr)
    seen, into = Theme.objects.filter(wave=closed)[:2]
    start_initiative_from(Theme.objects.get(pk=seen.pk), by=hr)

    with pytest.raises(RuleBroken, match="rests on this theme"):
        merge_themes(seen, into, by=hr)
    assert Theme.objects.filter(pk=seen.pk).exists()


def test_of_two_merges_into_one_theme_each_is_taken_back_alone(closed, amara, hr):
    themes = [
        Theme.objects.create(wave=closed, title=t, earlier_comments=n)
        for t, n in zip("abc", (1, 2, 4), strict=True)
    ]
    client, into = signed_in(amara), themes[2]
    undos = [
        client.post(
            f"/api/v1/surveys/themes/{one.pk}/merge", {"into_id": into.pk}, content_type="application/json"
        ).json()["undo"]
        for one in themes[:2]
    ]
    client.post(undos[0]["url"])

    into.refresh_from_db()
    assert into.earlier_comments == 4 + 2


def test_a_title_that_is_too_long_is_named_as_what_is_wrong(closed, amara, hr):
    find_themes(closed, by=hr)
    theme = Theme.objects.filter(wave=closed).first()
    chosen = {"comment": [theme.comments.first().pk], "move": "split", "title": "x" * 121}

    page = signed_in(amara).post(reverse("listening:comments", args=[theme.pk]), chosen).content.decode()
    assert "120" in page
    assert "Choose a comment first" not in page


def test_whoever_may_not_read_themes_still_sees_that_people_were_listened_to(closed, hr):
    find_themes(closed, by=hr)
    theme = Theme.objects.filter(wave=closed).first()
    initiative = start_initiative_from(theme, by=hr)
    recruiter = acting(grant(make_person("Rae"), Role.RECRUITER))

    for_hr, for_recruiter = listened(hr, initiative), listened(recruiter, initiative)
    assert (for_recruiter.state, for_recruiter.note) == (for_hr.state, for_hr.note)
    assert (for_hr.url, for_recruiter.url) == (reverse("listening:theme", args=[theme.pk]), "")
