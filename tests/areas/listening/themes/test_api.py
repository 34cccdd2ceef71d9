"""Themes put right by programs: named, put together; by those who write surveys alone."""

import pytest
from tests.conftest import signed_in
from tests.jobs import run_all

from allaboard.areas.listening.models import Comment, Theme, Wave
from allaboard.areas.listening.services.themes import find_themes

HERE = "/api/v1/surveys/themes"


@pytest.fixture
def pair(closed, hr):
    find_themes(closed, by=hr)
    return list(Theme.objects.filter(wave=closed))[:2]


def send(person, method, address, body, **headers):
    call = getattr(signed_in(person), method)
    return call(f"{HERE}/{address}", body, content_type="application/json", headers=headers)


def test_a_program_names_a_theme_and_puts_another_into_it(pair, amara):
    first, other = pair
    of_both = Comment.objects.filter(theme__in=pair).count()

    named = send(amara, "patch", other.pk, {"title": " Swapping shifts "}).json()
    assert (named["id"], named["title"], named["wave_id"]) == (other.pk, "Swapping shifts", other.wave_id)

    for _again in range(2):
        merged = send(amara, "post", f"{first.pk}/merge", {"into_id": other.pk}, **{"Idempotency-Key": "m"})
        assert (merged.status_code, merged.json()["id"]) == (200, other.pk)
    assert not Theme.objects.filter(pk=first.pk).exists()
    assert Comment.objects.filter(theme=other).count() == of_both > 0


def test_a_theme_goes_into_no_theme_of_another_run_and_has_a_title(pair, amara, closed):
    first, _other = pair
    closed.pk = None
    closed.save()
    elsewhere = Theme.objects.create(wave=closed, title="Of another run")

    for into in (elsewhere.pk, first.pk, 999_999):
        answer = send(amara, "post", f"{first.pk}/merge", {"into_id": into})
        assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
        assert "Of another run" not in answer.content.decode()
    assert send(amara, "patch", first.pk, {"title": "  "}).status_code == 422
    assert set(Theme.objects.filter(pk__in=[one.pk for one in pair]).values_list("title", flat=True)) == {
        one.title for one in pair
    }


def test_who_was_asked_neither_reads_nor_changes_a_theme(pair, ben, chidi):
    first, other = pair
    for person in (ben, chidi):
        for answer in (
            send(person, "patch", first.pk, {"title": "Mine"}),
            send(person, "post", f"{first.pk}/merge", {"into_id": other.pk}),
        ):
            assert (answer.status_code, first.title in answer.content.decode()) == (404, False)
    assert Theme.objects.filter(pk__in=[first.pk, other.pk]).count() == 2


def state():
    return list(Comment.objects.order_by("pk").values_list("pk", "theme", "is_hidden"))


def test_a_merge_is_taken_back(pair, amara):
    first, other = pair
    before = list(Comment.objects.order_by("pk").values_list("pk", "theme"))
    undo = send(amara, "post", f"{first.pk}/merge", {"into_id": other.pk}).json()["undo"]
    assert signed_in(amara).post(undo["url"]).status_code == 200

    assert list(Comment.objects.order_by("pk").values_list("pk", "theme")) == before


def test_comments_are_read_moved_split_hidden_and_each_is_taken_back(pair, amara):
    first, other = pair
    listed = send(amara, "get", f"{first.pk}/comments", None).json()["items"]
    assert {one["text"] for one in listed} <= set(
        Comment.objects.filter(theme=first).values_list("text", flat=True)
    )
    chosen = [listed[0]["id"]]
    before = state()
    for wanted in (
        {"move": "move", "into_id": other.pk},
        {"move": "split", "title": "Meals at night"},
        {"move": "hide"},
    ):
        answer = send(amara, "post", f"{first.pk}/comments", {"comments": chosen, **wanted})
        assert answer.status_code == 200, answer.content
        assert state() != before
        assert signed_in(amara).post(answer.json()["undo"]["url"]).status_code == 200
        assert state() == before


def test_no_comment_of_another_theme_is_touched(pair, amara, chidi):
    first, other = pair
    theirs = str(Comment.objects.filter(theme=other).first().pk)
    body = {"comments": [theirs], "move": "hide"}

    assert send(amara, "post", f"{first.pk}/comments", body).status_code == 422
    assert (
        send(amara, "post", f"{first.pk}/comments", {"comments": [theirs], "move": "move"}).status_code == 422
    )
    assert send(chidi, "post", f"{other.pk}/comments", body).status_code == 404
    assert send(chidi, "get", f"{other.pk}/comments", None).status_code == 404
    assert not Comment.objects.filter(is_hidden=True).exists()


def test_an_initiative_is_started_from_a_theme_once(pair, amara, chidi):
    first, _other = pair
    assert send(chidi, "post", f"{first.pk}/initiative", None).status_code == 404
    started = send(amara, "post", f"{first.pk}/initiative", None)

    assert started.status_code == 201
    first.refresh_from_db()
    assert first.initiative_id == started.json()["initiative_id"]
    assert send(amara, "post", f"{first.pk}/initiative", None).status_code == 422


def test_a_program_has_comments_grouped_and_asks_how_far_it_is(closed, amara, chidi):
    Wave.objects.update(themes_progress=None)
    waves = f"/api/v1/surveys/waves/{closed.pk}/themes"
    assert signed_in(amara).get(f"{waves}/progress").status_code == 404
    assert signed_in(chidi).post(waves).status_code == 404
    begun = signed_in(amara).post(waves)
    assert (begun.status_code, begun.json()["is_finished"]) == (202, False)

    run_all()
    assert signed_in(amara).get(f"{waves}/progress").json()["is_finished"] is True
    assert Theme.objects.filter(wave=closed).exists()
