"""What other areas may ask of initiatives."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.conftest import acting, make_person

from allaboard.areas.initiatives import loop
from allaboard.areas.initiatives.facade import (
    EvidenceLink,
    StepState,
    initiative_ref,
    initiatives_for,
    readiness,
    register_step,
    remove_sample,
    require_ready,
    start_initiative,
)
from allaboard.areas.initiatives.models import Initiative, Source, Stakeholder
from allaboard.areas.initiatives.queries.loop import ribbon_of
from allaboard.areas.initiatives.services.asks import override_readiness
from allaboard.errors import NotAllowed, NotFound, RuleBroken
from allaboard.foundation.audit.models import Entry

QUOTE = EvidenceLink("41 comments on swaps", "/listen/themes/1/", "I swap by shouting.", "quote", "theme:1")


@pytest.fixture
def initiative(amara):
    return Initiative.objects.get(
        pk=start_initiative("Shift swaps", "It takes days.", [QUOTE], acting(amara))
    )


@pytest.fixture(autouse=True)
def _own_providers_only(monkeypatch):
    monkeypatch.setattr(loop, "_steps", {})


def test_an_initiative_starts_with_its_evidence_an_owner_and_an_audit_entry(initiative, amara):
    assert list(Source.objects.values_list("kind", "label", "ref")) == [("quote", QUOTE.label, "theme:1")]
    assert initiative.owner == amara
    assert Entry.objects.filter(action="initiative.started", object_id=str(initiative.pk)).exists()


def test_an_employee_cannot_start_one(chidi):
    with pytest.raises(NotAllowed):
        start_initiative("Mine", "", [], acting(chidi))
    assert not Initiative.objects.exists()


def test_only_the_team_and_its_leaders_know_of_an_initiative(initiative, amara, ben, chidi):
    Stakeholder.objects.create(initiative=initiative, person=ben)

    assert [ref.id for ref in initiatives_for(acting(amara))] == [initiative.pk]
    assert initiative_ref(acting(ben), initiative.pk).url.endswith("/brief/")
    assert initiatives_for(acting(chidi)) == []
    with pytest.raises(NotFound):
        initiative_ref(acting(chidi), initiative.pk)


def test_the_ribbon_shows_what_the_areas_say_and_a_dash_where_none_answers(initiative, amara):
    register_step("campaigned", lambda actor, pk: StepState("now", "3 of 4 sent", "/campaigns/1/"))

    steps = {step.key: step for step in ribbon_of(acting(amara), initiative)}

    assert (steps["listened"].state, steps["listened"].note) == ("done", "1 source")
    assert steps["decided"].state == "now"
    assert (steps["campaigned"].state, steps["campaigned"].note) == ("next", "3 of 4 sent")
    assert (steps["measured"].state, steps["measured"].note) == ("next", "–")


def test_a_new_initiative_is_not_ready_and_says_why(initiative):
    state = readiness(initiative.pk)

    assert not state.is_ready
    assert all(check.detail for check in state.red)
    with pytest.raises(RuleBroken, match="Nobody sponsors this yet"):
        require_ready(initiative.pk)


def test_an_override_opens_the_ask_and_keeps_name_reason_and_what_was_red(initiative, amara):
    override = override_readiness(initiative, "The board asked for it by Friday.", acting(amara))

    require_ready(initiative.pk)
    state = readiness(initiative.pk)
    assert (state.is_ready, state.overridden_by) == (False, amara.name)
    assert "Nobody sponsors this yet" in override.red_checks


def test_an_override_needs_hr_and_a_reason(initiative, amara, ben):
    with pytest.raises(NotAllowed):
        override_readiness(initiative, "I would like it to go out now.", acting(ben))
    with pytest.raises(RuleBroken):
        override_readiness(initiative, "because", acting(amara))


def test_sample_rows_go_and_the_rest_stays(initiative, amara):
    start_initiative("Sample", "", [QUOTE], acting(amara), is_sample=True)

    assert remove_sample() == 2
    assert list(Initiative.objects.all()) == [initiative]


def test_three_initiatives_take_as_many_questions_as_one(initiative, amara):
    actor = acting(amara)
    Stakeholder.objects.create(initiative=initiative, person=make_person())
    with CaptureQueriesContext(connection) as for_one:
        assert len(initiatives_for(actor)) == 1
    for number in range(2):
        other = Initiative.objects.get(pk=start_initiative(f"Number {number}", "", [], actor))
        Stakeholder.objects.create(initiative=other, person=make_person())

    with CaptureQueriesContext(connection) as for_three:
        assert len(initiatives_for(actor)) == 3
    assert len(for_three) == len(for_one)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//elsewhere.example", "/\\elsewhere.example", "data:x"]
)
def test_evidence_leads_nowhere_that_runs_whoever_hands_it_in(amara, url):
    with pytest.raises(RuleBroken, match="Start with /"):
        start_initiative("Swap board", "", [EvidenceLink("Runs", url)], acting(amara))
    assert not Initiative.objects.exists()
