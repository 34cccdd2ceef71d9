"""Promises with a day: a draft people are to hear of, and what was told as under way."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.areas.changes.conftest import WORDS
from tests.conftest import acting, signed_in

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.changes.models import Change, Revision
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.services import correct_change, draft_change, publish_change, withdraw_change
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.loop import ribbon_of
from allaboard.errors import RuleBroken
from allaboard.foundation.today.contributions import contributions

UNDER_WAY = replace(WORDS, kind="doing", we_did="A swap board is being built.", outcome="")


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def promised(theme, amara):
    """Publishes “we are doing”, to be done by a day so many days from now."""

    def publish(days):
        words = replace(UNDER_WAY, promised_on=in_days(days))
        with time_machine.travel(timezone.now() - timedelta(days=5)):  # when any of these days lay ahead
            change = draft_change(words, Origin(theme_id=theme.pk), acting(amara))
        publish_change(change, acting(amara))
        return Change.objects.get(pk=change.pk)

    return publish


def cards_for(person):
    [ours] = [one for one in contributions() if one.area == "changes"]
    return ours.cards(acting(person))


def told(person, initiative_id):
    steps = ribbon_of(acting(person), Initiative.objects.get(pk=initiative_id))
    return next((step.state, step.note) for step in steps if step.key == "told")


def test_a_published_promise_that_ran_out_is_on_today_and_on_the_initiative(promised, amara, initiative_id):
    change = promised(-2)

    [card] = cards_for(amara)
    assert (card.tone, card.url) == ("bad", f"/changes/{change.pk}/correct/")
    assert "2 days ago" in card.detail
    state, note = told(amara, initiative_id)
    assert state != "done"
    assert note.startswith("overdue since")
    assert "Overdue" in signed_in(amara).get("/changes/").content.decode()
    assert "Overdue" in signed_in(amara).get(f"/changes/{change.pk}/").content.decode()


@pytest.mark.parametrize(("days", "tones"), [(3, ["warn"]), (7, ["warn"]), (8, [])])
def test_a_promise_is_said_a_week_before_it_runs_out(promised, amara, initiative_id, days, tones):
    promised(days)

    assert [card.tone for card in cards_for(amara)] == tones
    assert told(amara, initiative_id)[1].startswith("promised for")


def test_a_kept_promise_is_silent_and_its_day_stays_to_be_read(promised, amara, initiative_id):
    change = promised(-2)

    correct_change(change, replace(WORDS), "The board is there", acting(amara))

    assert cards_for(amara) == []
    assert told(amara, initiative_id)[0] == "done"
    assert Revision.objects.get().promised_on == in_days(-2)


def test_what_is_taken_back_promises_nothing(promised, amara):
    withdraw_change(promised(-2), "It will not come", acting(amara))

    assert cards_for(amara) == []


def test_an_employee_reads_the_day_and_gets_no_task(promised, asked):
    change = promised(-2)
    asked_one = asked[0]

    assert [card.kind for card in cards_for(asked_one)] == ["changed"]
    for address in ("/changes/", f"/changes/{change.pk}/"):
        assert "To be done by" in signed_in(asked_one).get(address).content.decode()


def test_only_what_is_under_way_is_promised(theme, amara):
    with pytest.raises(RuleBroken, match="Only what you are doing"):
        draft_change(replace(WORDS, promised_on=in_days(3)), Origin(theme_id=theme.pk), acting(amara))
    given = {"you_said": "Swaps", "kind": "did", "we_did": "A board", "promised_on": "2030-01-01"}
    page = signed_in(amara).post("/changes/write/", given)
    assert page.status_code == 422
    assert "promised_on" in page.context["form"].errors
    assert not Change.objects.exists()


def test_a_change_linked_only_to_a_theme_tells_for_the_initiative_behind_it(theme, amara, initiative_id):
    other = Initiative.objects.create(title="Another")
    publish_change(draft_change(WORDS, Origin(theme_id=theme.pk), acting(amara)), acting(amara))

    assert told(amara, initiative_id)[0] == "done"
    assert told(amara, other.pk) == ("next", "not written")


def test_a_change_linked_only_to_a_campaign_tells_for_the_initiative_behind_it(amara, initiative_id):
    campaign = Campaign.objects.create(title="Swap board", initiative_id=initiative_id)
    other = Initiative.objects.create(title="Another")
    draft = draft_change(WORDS, Origin(campaign_id=campaign.pk), acting(amara))
    assert told(amara, initiative_id) == ("next", "draft")

    publish_change(draft, acting(amara))

    assert told(amara, initiative_id)[0] == "done"
    assert told(amara, other.pk) == ("next", "not written")


def test_a_promise_lies_ahead_unless_it_was_given_before(amara, theme):
    given = {"you_said": "Swaps", "kind": "doing", "we_did": "A board", "promised_on": in_days(-1)}
    page = signed_in(amara).post("/changes/write/", given)
    assert page.status_code == 422
    assert "This day has passed" in page.content.decode()

    api = {"you_said": "Swaps", "kind": "doing", "we_did": "A board", "promised_on": str(in_days(-1))}
    headers = {"content_type": "application/json"}
    refused = signed_in(amara).post("/api/v1/changes", api, **headers)
    assert refused.status_code == 422
    assert "This day has passed" in refused.content.decode()

    origin, three_days_ago = Origin(theme_id=theme.pk), timezone.now() - timedelta(days=3)
    with time_machine.travel(three_days_ago):
        late = draft_change(replace(UNDER_WAY, promised_on=timezone.localdate()), origin, acting(amara))
    path = f"/api/v1/changes/{late.pk}"
    assert signed_in(amara).patch(path, {"we_did": "A better board"}, **headers).status_code == 200
    assert signed_in(amara).patch(path, {"promised_on": str(in_days(-2))}, **headers).status_code == 422
    kept = given | {"promised_on": in_days(-3), "theme": theme.pk}
    assert signed_in(amara).post(f"/changes/{late.pk}/edit/", kept).status_code == 302


def test_a_draft_whose_theme_or_campaign_was_given_to_an_initiative_since_is_a_draft_of_it(theme, amara):
    by_theme, by_campaign = Initiative.objects.create(title="One"), Initiative.objects.create(title="Two")
    campaign = Campaign.objects.create(title="Board")
    type(theme).objects.update(initiative_id=None)
    draft_change(WORDS, Origin(theme_id=theme.pk), acting(amara))
    draft_change(WORDS, Origin(campaign_id=campaign.pk), acting(amara))
    assert told(amara, by_theme.pk) == ("next", "not written")

    type(theme).objects.update(initiative_id=by_theme.pk)
    Campaign.objects.update(initiative_id=by_campaign.pk)

    assert told(amara, by_theme.pk)[1] == told(amara, by_campaign.pk)[1] == "draft"
