"""Pages and API: who sees what, and the same numbers everywhere."""

import csv
import io
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.campaigns import visible_to
from allaboard.areas.campaigns.services import drafts, measure
from allaboard.areas.initiatives import facade as initiatives
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def page(name: str, *args: object) -> str:
    return reverse(f"campaigns:{name}", args=args)


def test_managers_and_employees_see_no_campaign(draft: Campaign, ben: Person, chidi: Person) -> None:
    for person in (ben, chidi):
        assert not visible_to(acting(person)).exists()
        for name in ("detail", "results", "unreached", "goal"):
            assert signed_in(person).get(page(name, draft.pk)).status_code in (403, 404)
        assert signed_in(person).get(f"/api/v1/campaigns/{draft.pk}").status_code == 404


def test_the_page_of_another_language_is_named_for_it(draft: Campaign, amaras: Client) -> None:
    shown = amaras.get(page("wording", draft.pk, draft.steps.first().pk, "de")).content.decode()

    assert "Step 1 in German" in shown
    assert "<title>German:" in shown


def test_the_page_names_what_holds_the_ask_back(draft: Campaign, author: Actor, amaras: Client) -> None:
    initiative = initiatives.start_initiative("Shift swaps", "Swaps take days.", [], by=author)
    drafts.change_campaign(draft.pk, {"initiative_id": initiative}, by=author)
    shown = amaras.get(page("detail", draft.pk)).content.decode()
    assert "The ask waits until leaders are ready" in shown
    assert all(check.text in shown for check in initiatives.readiness(initiative).red)


def test_page_export_and_api_tell_the_same_numbers(launched: Campaign, author: Actor, amaras: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        delivery.run_due(1_000)
        measure.measure_campaign(launched.pk, by=author)
    sheet = b"".join(amaras.get(page("results", launched.pk) + "?export=csv").streaming_content)  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(sheet.decode("utf-8-sig"))))
    figures = amaras.get(f"/api/v1/campaigns/{launched.pk}/results").json()["figures"]
    assert [(row["group"], int(row["delivered"])) for row in rows] == [
        (f["group"], f["delivered"]) for f in figures
    ]
    assert rows[0]["delivered"] == "48"
    shown = amaras.get(page("results", launched.pk)).content.decode()
    assert "48 · 100 %" in shown
    tell = f"{reverse('changes:write')}?campaign={launched.pk}"
    assert tell in shown
    assert f'<option value="{launched.pk}" selected>' in amaras.get(tell).content.decode()


def test_communications_see_each_only_for_their_own_campaign(launched: Campaign) -> None:
    other = grant(make_person("Cora"), Role.COMMUNICATIONS)
    assert signed_in(other).get(page("unreached", launched.pk)).status_code == 403


def test_a_rule_that_nobody_can_meet_is_remarked_on_while_it_can_be_changed(
    draft: Campaign, amaras: Client
) -> None:
    Campaign.objects.filter(pk=draft.pk).update(outcome_kind="rule", outcome_rule="custom.swap_bord = yes")

    assert "Nobody has the custom field “swap_bord”" in amaras.get(f"/campaigns/{draft.pk}/").content.decode()
    Campaign.objects.filter(pk=draft.pk).update(status="cancelled")
    assert "swap_bord”" not in amaras.get(f"/campaigns/{draft.pk}/").content.decode()
