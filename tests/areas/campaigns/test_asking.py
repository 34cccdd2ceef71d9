"""An ask waits for the leaders of the part of the company in which everyone it asks works."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.queries.asking import gates_of
from allaboard.areas.campaigns.queries.content import as_text, content_of
from allaboard.areas.campaigns.rules.asking import require_inside, unit_of_ask
from allaboard.areas.campaigns.services import drafts, handover, launch, review, steps
from allaboard.areas.initiatives import facade as initiatives
from allaboard.areas.initiatives.models import Evidence, Initiative, Stakeholder
from allaboard.areas.initiatives.services.asks import override_readiness
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Person

PLANT, NEAR = "Plant North", 'location = "Plant North"'


def test_a_named_part_counts_before_the_narrowest_and_the_narrowest_before_the_company():
    assert unit_of_ask(("Paint", "Plant North"), "Plant North", "all") == "Plant North"
    assert unit_of_ask(("Paint", "Plant North"), "", "all") == "Paint"
    assert unit_of_ask((), "", "all") == "all"


def test_a_named_part_must_hold_everyone():
    require_inside("Paint", 0)
    require_inside("", 40)
    with pytest.raises(RuleBroken, match="40 of the audience do not work in Paint"):
        require_inside("Paint", 40)


@pytest.fixture
def linked(draft, author):
    """The plan for the plant under an initiative whose sponsor and plant lead are won, and whose office lead is not."""
    initiative = initiatives.start_initiative("Shift swaps", "Swaps take days.", [], by=author)
    for role, place, said in (
        ("sponsor", {"department": "Board"}, "committed_resource"),
        ("influencer", {"department": "Works", "work_location": PLANT}, "said_accept"),
        ("influencer", {"department": "Office", "work_location": "Head office"}, None),
    ):
        seat = Stakeholder.objects.create(
            initiative_id=initiative, person=make_person(**place), role=role, influence=3
        )
        if said:
            Evidence.objects.create(stakeholder=seat, kind=said, note="Yes", at=timezone.now() - timedelta(1))
    drafts.change_campaign(draft.pk, {"initiative_id": initiative, "holdout_share": 0}, by=author)
    draft.refresh_from_db()
    return draft


def asked_units(campaign: Campaign) -> list[str]:
    return [gate.unit for gate in gates_of(campaign)]


def is_sent(campaign: Campaign) -> dict[str, bool]:
    return {step.subject: step.send_id is not None for step in campaign.steps.filter(kind="ask")}


def test_an_ask_to_one_plant_goes_when_its_leaders_are_ready_although_the_company_is_not(
    linked, approve, author
):
    assert asked_units(linked) == [PLANT]
    assert not initiatives.readiness(linked.initiative_id).may_ask

    launched = launch.launch_campaign(approve(linked).pk, by=author)

    assert is_sent(launched) == {"Try the swap board": True}


def test_an_ask_to_people_of_two_places_waits_for_the_whole_company(linked, approve, author):
    make_person("Olga", email="olga@office.test", department="Office", work_location="Head office")
    drafts.change_campaign(linked.pk, {"audience_text": ""}, by=author)
    linked.refresh_from_db()
    assert asked_units(linked) == [""]

    launched = launch.launch_campaign(approve(linked).pk, by=author)

    assert is_sent(launched) == {"Try the swap board": False}
    assert "2 of 3 leaders are briefed" in handover.why_it_waits(
        launched, launched.steps.first(), timezone.now()
    )


def test_someone_without_a_place_belongs_to_no_part(linked, crew):
    Person.objects.filter(pk=crew[0].pk).update(department="", work_location="")
    Campaign.objects.update(audience_text='email contains "plant.test"')
    linked.refresh_from_db()

    assert asked_units(linked) == [""]


def test_each_ask_waits_for_the_leaders_of_those_it_is_narrowed_to(linked, approve, author):
    first = linked.steps.get(kind="ask")
    steps.change_step(linked.pk, first.pk, {"segment_text": "department = Paint"}, by=author)
    other = {"kind": "ask", "subject": "For assembly", "segment_text": "department = Assembly"}
    steps.add_step(
        linked.pk,
        {**other, "body": "Hello", "channels": ["inbox"], "on": timezone.localdate()},
        by=author,
    )
    lead = make_person("Lead", department="Paint")
    Stakeholder.objects.create(
        initiative_id=linked.initiative_id, person=lead, role="influencer", influence=3
    )
    assert asked_units(linked) == ["Paint", "Assembly"]

    launched = launch.launch_campaign(approve(linked).pk, by=author)

    assert is_sent(launched) == {"Try the swap board": False, "For assembly": False}
    said = handover.why_it_waits(launched, launched.steps.get(subject="Try the swap board"), timezone.now())
    assert said.startswith("It is too early to ask in Paint.")

    override_readiness(
        Initiative.objects.get(), "Paint starts on Monday, so it cannot wait.", author, unit="Paint"
    )
    handover.hand_over_due_steps(launched, timezone.now())
    assert is_sent(launched) == {"Try the swap board": True, "For assembly": False}


def test_a_move_after_the_approval_does_not_shift_who_must_be_ready(linked, approve, crew):
    approve(linked)

    Person.objects.filter(pk=crew[0].pk).update(work_location="Head office")

    assert Step.objects.get(kind="ask").ask_unit == PLANT
    assert asked_units(linked) == [PLANT]


def test_a_part_that_does_not_hold_everyone_stops_the_review_and_the_approval(linked, author, reviewer, crew):
    drafts.change_campaign(linked.pk, {"ask_unit": "Paint"}, by=author)
    with pytest.raises(RuleBroken, match="41 people work elsewhere"):
        review.submit_for_review(linked.pk, by=author)


def test_one_who_moved_between_review_and_approval_is_noticed(draft, linked, author, reviewer, crew):
    drafts.change_campaign(
        linked.pk, {"audience_text": 'email contains "plant.test"', "ask_unit": PLANT}, by=author
    )
    version = review.submit_for_review(linked.pk, by=author)
    Person.objects.filter(pk=crew[0].pk).update(work_location="Head office")

    with pytest.raises(RuleBroken, match="1 of the audience does not work in Plant North"):
        review.approve_campaign(linked.pk, version.number, version.content_hash, by=reviewer)


def test_the_reviewer_reads_which_part_was_named_and_older_approvals_keep_their_hash(linked, author):
    assert "ask_unit" not in content_of(linked)

    drafts.change_campaign(linked.pk, {"ask_unit": PLANT}, by=author)
    linked.refresh_from_db()

    assert "Leaders who must be ready before it asks: Plant North" in as_text(content_of(linked))


def test_a_copy_works_its_part_out_anew(linked, approve, author):
    copy = drafts.duplicate_campaign(approve(linked).pk, by=author)

    assert set(copy.steps.values_list("ask_unit", flat=True)) == {""}


def test_the_page_says_whose_leaders_count_and_each_reason(linked, amara, author):
    browser, page = signed_in(amara), f"/campaigns/{linked.pk}/"
    ready = browser.get(page).content.decode()
    assert "Leaders of Plant North" in ready
    assert "Everyone it asks works there." in ready

    drafts.change_campaign(linked.pk, {"audience_text": ""}, by=author)
    red = browser.get(page).content.decode()

    assert "Leaders of the whole company" in red
    assert "more than one part of the company" in red
    for check in initiatives.readiness(linked.initiative_id).red:
        assert check.text in red


def test_the_form_offers_what_holds_everyone_and_drops_it_when_it_no_longer_does(linked, amara):
    browser, page = signed_in(amara), f"/campaigns/{linked.pk}/audience/"
    assert "The smallest part that holds everyone: Plant North" in browser.get(page).content.decode()
    sent = {"audience_text": NEAR, "ask_unit": PLANT, "holdout_percent": "0", "expected_percent": "30"}
    browser.post(page, sent)
    assert Campaign.objects.get().ask_unit == PLANT

    answer = browser.post(page, sent | {"audience_text": ""}, headers={"HX-Request": "true"})

    assert Campaign.objects.get().ask_unit == ""
    assert 'name="ask_unit"' in answer.content.decode()  # the choice beside it is drawn anew
    assert browser.post(page, sent | {"ask_unit": "Paint"}).status_code == 422


def test_without_an_initiative_nobody_is_waited_for(draft, amara):
    assert gates_of(draft) == []
    page = signed_in(amara).get(f"/campaigns/{draft.pk}/audience/").content.decode()
    assert "Whose leaders must be ready" not in page


def test_programs_read_what_the_asks_wait_for(linked, amara, chidi):
    address = f"/api/v1/campaigns/{linked.pk}/asks"
    (ask,) = signed_in(amara).get(address).json()

    assert (ask["unit"], ask["may_ask"], ask["has_own_leaders"]) == (PLANT, True, True)
    assert ask["step_ids"] == [linked.steps.get(kind="ask").pk]
    assert signed_in(chidi).get(address).status_code in (403, 404)


def test_programs_name_the_initiative_and_the_part(linked, amara):
    body = {"title": "Second", "initiative_id": linked.initiative_id, "ask_unit": PLANT}
    made = signed_in(amara).post("/api/v1/campaigns", body, content_type="application/json")
    assert (made.status_code, made.json()["ask_unit"]) == (201, PLANT)

    unknown = signed_in(amara).post(
        "/api/v1/campaigns", body | {"initiative_id": 999_999}, content_type="application/json"
    )
    assert unknown.status_code == 404


def test_a_reviewer_learns_nothing_of_what_leaders_did(linked, author, reviewer):
    drafts.change_campaign(linked.pk, {"audience_text": ""}, by=author)
    review.submit_for_review(linked.pk, by=author)
    browser = signed_in(Person.objects.get(pk=reviewer.person_id))

    page = browser.get(f"/campaigns/{linked.pk}/")

    assert page.status_code == 200
    assert "leaders are briefed" not in page.content.decode()
    assert browser.get(f"/api/v1/campaigns/{linked.pk}/asks").status_code == 403


def test_a_recruiter_is_led_only_to_pages_that_open(linked, approve):
    approve(linked)
    tomas = grant(make_person("Tomas"), Role.RECRUITER)
    other = initiatives.start_initiative("Second", "", [], by=acting(tomas))

    shown = signed_in(tomas).get(f"/initiatives/{other}/").content.decode()
    assert "/campaigns/new/" not in shown
    assert "/changes/write/" not in shown
    assert "/review/" not in signed_in(tomas).get(f"/campaigns/{linked.pk}/").content.decode()
