"""A draft tells what it rests on as it is now; what was told stays as it was told."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.areas.changes.conftest import WORDS
from tests.conftest import acting, signed_in

from allaboard.areas.changes.models import Change
from allaboard.areas.changes.origins import Origin, as_they_stand
from allaboard.areas.changes.services import draft_change, publish_change
from allaboard.areas.listening.facade import Asked, ResultRow, Results, import_results
from allaboard.areas.listening.models import Comment, Wave
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.results.exports import rows_of
from allaboard.foundation.access.roles import SYSTEM


def as_told(change, person):
    """What a change rests on by page and by API, each way in which it can be read."""
    client = signed_in(person)
    one = client.get(f"/api/v1/changes/{change.pk}").json()
    pages = [client.get(reverse(f"changes:{name}", args=[change.pk])) for name in ("detail", "preview")]
    assert client.get("/api/v1/changes").json()["items"] == [one]
    return one, [page.content.decode() for page in pages]


def move_on(theme, wave):
    """Two more comments of the theme are found, one more answer is counted, and both have other names."""
    Comment.objects.filter(pk__in=Comment.objects.filter(theme=None).values("pk")[:2]).update(theme=theme)
    type(theme).objects.update(title="Swaps")
    Wave.objects.filter(pk=wave.pk).update(title="Spring pulse", answered=11)


def test_a_draft_is_read_anew_on_every_page_and_published_as_it_was_read_last(draft, theme, wave, amara):
    move_on(theme, wave)

    one, pages = as_told(draft, amara)

    counts = ("theme_title", "theme_comments", "all_comments", "wave_title", "asked", "answered")
    assert [one[name] for name in counts] == ["Swaps", 6, 10, "Spring pulse", 12, 11]
    for page in pages:
        assert "11 of 12 people answered “Spring pulse”" in page
        assert "Swaps: 6 of 10 comments" in page
        assert "April pulse" not in page
    assert Change.objects.get().answered == 10  # looking keeps nothing

    publish_change(draft, acting(amara))
    kept = Change.objects.get()
    assert [getattr(kept, name) for name in counts] == [one[name] for name in counts]


def test_what_was_published_stays_as_it_was_told(draft, theme, wave, amara):
    publish_change(draft, acting(amara))

    move_on(theme, wave)

    one, pages = as_told(draft, amara)
    assert (one["theme_title"], one["theme_comments"], one["answered"]) == ("Shift swaps", 4, 10)
    assert all("10 of 12 people answered “April pulse”" in page for page in pages)


def test_what_became_too_few_is_not_told_by_an_old_draft(draft, wave, amara):
    Wave.objects.filter(pk=wave.pk).update(answered=0, smallest_group=0)

    one, pages = as_told(draft, amara)

    assert (one["answered"], one["theme_comments"], one["all_comments"]) == (0, 0, 0)
    assert all("Few of the 12 people answered" in page and "10 of 12" not in page for page in pages)


def test_three_drafts_are_read_anew_in_as_many_questions_as_one(draft, theme, amara):
    for _number in range(2):
        draft_change(WORDS, Origin(theme_id=theme.pk), acting(amara))
    questions = []

    for drafts in (Change.objects.all()[:1], Change.objects.all()):
        with CaptureQueriesContext(connection) as asked:
            as_they_stand(acting(amara), drafts)
        questions.append(len(asked))

    assert questions[0] == questions[1]


@pytest.mark.parametrize(
    ("people", "said"), [(60, "60 people answered “Spring”"), (4, "Few people answered “Spring”")]
)
def test_of_results_from_elsewhere_nobody_says_how_many_were_asked(amara, people, said):
    asked = [Asked("tools", "agree", "I have the tools that I need.", "Tools")]
    rows = [ResultRow(("Sales",), {"tools": 1 + number % 5}) for number in range(people)]
    day = date(2026, 3, 1)
    results = Results("Spring", asked, [("department", "Department")], day, day, rows)
    wave = Wave.objects.get(pk=import_results(results, by=acting(amara)))
    change = draft_change(WORDS, Origin(wave_id=wave.pk), acting(amara))

    for _draft_and_published in range(2):
        one, pages = as_told(change, amara)
        assert (one["asked"], one["answered"]) == (None, people if people > 4 else 0)
        assert one["due_on"] is None  # nobody is known to whom it was promised
        assert all(said in page and f"of {people}" not in page for page in pages)
        assert "Nobody knows who was asked in “Spring”" in "".join(pages)
        publish_change(change, acting(amara))

    client = signed_in(amara)
    assert client.get(f"/api/v1/surveys/waves/{wave.pk}").json()["invited"] is None
    shown = client.get(reverse("listening:list")).content.decode()
    assert f"of {people}" not in shown
    assert all(row[3] == "" for row in rows_of(results_of(SYSTEM, wave))[1:])
