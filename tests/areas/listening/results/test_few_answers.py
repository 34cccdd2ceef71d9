"""A run that few answered tells neither what they said nor how many they were, by any way."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.areas.listening.conftest import HAPPY, answer_all, launched
from tests.conftest import signed_in

from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import Words, draft_change
from allaboard.areas.listening import today
from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.facade import Asked, ResultRow, Results, import_results
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.services.waves import close_wave
from allaboard.foundation.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("people", [0, 1, 4])
def test_how_many_the_few_were_is_told_nowhere(pulse, company, hr, amara, people):
    wave = launched(pulse, hr)
    few = {person.pk for person in company[:people]}
    answer_all(wave, lambda person: HAPPY if person.pk in few else None)
    close_wave(wave, by=hr)
    change = draft_change(Words("did", "Lunch is cold", "A stove"), Origin(wave_id=wave.pk), hr)

    client, there = signed_in(amara), f"/api/v1/surveys/waves/{wave.pk}"
    pages = [
        reverse("listening:results", args=[wave.pk]),
        reverse("listening:checked", args=[wave.pk]),
        reverse("listening:export_csv", args=[wave.pk]),
        reverse("listening:list"),
        reverse("changes:preview", args=[change.pk]),
        there,
        f"{there}/results",
        f"/api/v1/changes/{change.pk}",
    ]
    shown = "\n".join(client.get(page).content.decode() for page in pages)
    told = [news.text for news in today.news(hr, timezone.now() - timedelta(days=1))]

    assert "Tell 37 people that too few answered “April pulse”" in [card.title for card in today.cards(hr)]
    assert f'href="{reverse("changes:write")}?wave={wave.pk}"' in shown  # they were promised to hear of it
    assert "fewer than 5" in shown
    assert "fewer than 5 of 37" in shown
    assert "Few of the 37 people answered" in shown
    assert told == ["“April pulse” closed: fewer than 5 answered"]
    assert f"{people} of 37" not in shown + "".join(told)
    assert json.loads(client.get(pages[-1]).content)["answered"] == 0
    assert Wave.objects.get(pk=wave.pk).answered == 0
    kept = Entry.objects.get(action="survey.closed").details
    assert kept["answered"] is None


@pytest.mark.parametrize("people", [1, 4])
def test_of_results_from_elsewhere_neither(hr, amara, people):
    rows = [ResultRow(("Sales",), {"tools": 5})] * people
    asked = [Asked("tools", Kind.AGREE, "I have the tools that I need.", "Tools")]
    day = date(2026, 3, 1)
    pk = import_results(Results("Spring", asked, [("department", "Department")], day, day, rows), by=hr)

    client = signed_in(amara)
    page = client.get(reverse("listening:results", args=[pk])).content.decode()
    wave = client.get(f"/api/v1/surveys/waves/{pk}").json()

    assert "fewer than 5" in page
    assert wave["invited"] is None
    assert Entry.objects.get(action="survey.results_imported").details["answers"] is None
