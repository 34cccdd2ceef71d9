"""Themes put right by programs: named, put together; by those who write surveys alone."""

import pytest
from tests.conftest import signed_in

from allaboard.areas.listening.models import Comment, Theme
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
