"""A program writes a plan to its end: steps, wordings, audience, copies; and what it takes away comes back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.conftest import grant, make_person, signed_in

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.content import content_of
from allaboard.areas.campaigns.services import drafts, launch, review
from allaboard.foundation.access.models import ApiToken
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.access.secrets import digest_of
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments.services import Draft, create_segment

Call = Callable[..., HttpResponse]


@pytest.fixture
def call(amaras: Client, draft: Campaign) -> Call:
    """Amara's program, at an address below the draft."""

    def sent(method: str, ending: str = "", body: object = None) -> Any:
        path = f"/api/v1/campaigns/{draft.pk}{ending}"
        return getattr(amaras, method)(path, body, content_type="application/json")

    return sent


def test_a_step_is_changed_and_what_is_left_out_stays(
    draft: Campaign, call: Call, approve: Callable[[Campaign], Campaign]
) -> None:
    approve(draft)
    first = draft.steps.first()
    changed = call("patch", f"/steps/{first.pk}", {"subject": "Swap today", "at": None}).json()

    assert (changed["subject"], changed["at"], changed["body"]) == ("Swap today", None, first.body)
    assert Campaign.objects.get(pk=draft.pk).status == "draft"
    wrong = call("patch", f"/steps/{first.pk}", {"segment_text": "no such = rule"})
    assert (wrong.status_code, wrong["Content-Type"]) == (422, "application/problem+json")


def test_a_step_that_is_removed_comes_back_with_its_wordings(
    draft: Campaign, call: Call, amaras: Client
) -> None:
    first = draft.steps.first()
    said = {"subject": "Tauschen", "body": "Liebe {first_name}", "action_label": ""}
    worded = call("put", f"/steps/{first.pk}/wordings/de", said).json()
    assert worded == [{"language": "de", **said}]
    before = content_of(draft)

    undo = call("delete", f"/steps/{first.pk}").json()["undo"]
    assert [step["subject"] for step in call("get", "/steps").json()] == ["Still time"]
    assert amaras.post(undo["url"]).status_code == 200
    assert content_of(Campaign.objects.get(pk=draft.pk)) == before

    assert call("put", f"/steps/{first.pk}/wordings/de", {}).json() == []
    assert call("put", f"/steps/{first.pk}/wordings/xx", said).status_code == 404


def test_steps_change_places(draft: Campaign, call: Call) -> None:
    last = draft.steps.last()

    plan = call("post", f"/steps/{last.pk}/move", {"earlier": True}).json()
    assert [step["subject"] for step in plan] == ["Still time", "Try the swap board"]


def test_an_audience_is_changed_one_value_at_a_time(draft: Campaign, call: Call, author: Actor) -> None:
    changed = call("patch", "/audience", {"holdout_share": 0.1}).json()
    assert (changed["holdout_share"], changed["audience_text"]) == (0.1, draft.audience_text)

    paint = create_segment(Draft("Paint", "department = Paint"), by=author)
    assert (
        call("patch", "/audience", {"segment_id": paint.pk}).json()["audience_text"] == "department = Paint"
    )
    own = call("patch", "/audience", {"audience_text": "department = Assembly"}).json()
    assert (own["audience_text"], own["holdout_share"]) == ("department = Assembly", 0.1)
    assert Campaign.objects.get(pk=draft.pk).segment_id is None
    for wrong in ({"audience_text": "no such = rule"}, {"segment_id": 999_999}):
        assert call("patch", "/audience", wrong).status_code == 422


def test_a_campaign_is_put_away_and_brought_back_either_way(
    draft: Campaign, call: Call, amaras: Client
) -> None:
    undo = call("delete").json()["undo"]
    assert Campaign.objects.get(pk=draft.pk).archived_at
    assert amaras.post(undo["url"]).status_code == 200
    assert not Campaign.objects.get(pk=draft.pk).archived_at

    call("delete")
    assert call("post", "/restore").json()["archived_at"] is None


def test_a_copy_is_a_fresh_draft(draft: Campaign, call: Call) -> None:
    copy = call("post", "/duplicate")
    assert copy.status_code == 201

    made = Campaign.objects.get(pk=copy.json()["id"])
    assert (made.status, made.pk == draft.pk) == ("draft", False)
    assert [step.subject for step in made.steps.all()] == ["Try the swap board", "Still time"]


def test_what_was_sent_for_review_is_told_answered_and_taken_back(
    draft: Campaign, call: Call, reviewer: Actor
) -> None:
    call("post", "/submit")
    review.ask_question(draft.pk, 1, "Who answers replies?", by=reviewer)
    [version] = call("get", "/versions").json()
    assert (version["number"], version["note"], version["decision"]) == (
        1,
        "Who answers replies?",
        "question",
    )

    answered = call("post", "/versions/1/answer", {"answer": "The shift planner."}).json()
    assert (answered["answer"], answered["decision"]) == ("The shift planner.", "pending")
    assert call("post", "/withdraw").json()["status"] == "draft"
    assert call("get", "/versions").json()[0]["decision"] == "voided"


def test_who_does_not_write_campaigns_changes_none(draft: Campaign, chidi: Person) -> None:
    before = content_of(draft)
    step = draft.steps.first()
    for method, ending, body in (
        ("delete", "", None),
        ("patch", "/audience", {"audience_text": ""}),
        ("post", "/duplicate", None),
        ("patch", f"/steps/{step.pk}", {"subject": "Mine"}),
        ("delete", f"/steps/{step.pk}", None),
        ("post", f"/steps/{step.pk}/move", {"earlier": False}),
        ("put", f"/steps/{step.pk}/wordings/de", {"subject": "x", "body": "x"}),
    ):
        path = f"/api/v1/campaigns/{draft.pk}{ending}"
        answer = getattr(signed_in(chidi), method)(path, body, content_type="application/json")
        assert answer.status_code in {403, 404}, path
        assert draft.title not in answer.content.decode()
    assert content_of(Campaign.objects.get(pk=draft.pk)) == before
    assert Campaign.objects.count() == 1


def test_a_program_says_who_acted_and_asks_whom_nothing_reached(
    draft: Campaign,
    call: Call,
    approve: Callable[[Campaign], Campaign],
    author: Actor,
    crew: list[Person],
    chidi: Person,
) -> None:
    drafts.change_campaign(draft.pk, {"outcome_kind": "listed"}, by=author)
    assert call("post", "/acted", {"people": [crew[0].email]}).status_code == 422
    launch.launch_campaign(approve(draft).pk, by=author)
    noted = call("post", "/acted", {"people": [crew[0].email, crew[0].email.upper(), "nobody@x.test"]}).json()
    assert (noted["noted"], noted["unknown"]) == (1, ["nobody@x.test"])

    missed = call("get", "/unreached?limit=200").json()["items"]
    assert {one["person_id"] for one in missed} <= {person.pk for person in crew}
    for ending in ("/acted", "/unreached"):
        path = f"/api/v1/campaigns/{draft.pk}{ending}"
        method = "post" if ending == "/acted" else "get"
        answer = getattr(signed_in(chidi), method)(path, {"people": []}, content_type="application/json")
        assert answer.status_code in {403, 404}


def test_a_test_mail_goes_to_the_one_who_calls_and_to_nobody_else(
    draft: Campaign, call: Call, amara: Person, reviewer: Actor
) -> None:
    first = draft.steps.first()
    answer = call("post", f"/steps/{first.pk}/test")

    assert (answer.status_code, answer.json()) == (202, {"email": amara.email})
    assert set(Delivery.objects.values_list("person", "channel")) == {
        (amara.pk, "email"),
        (amara.pk, "inbox"),
    }
    path = f"/api/v1/campaigns/{draft.pk}/steps/{first.pk}/test"
    stranger = signed_in(grant(make_person("Rolf"), Role.RECRUITER)).post(path)
    assert (stranger.status_code, Delivery.objects.count()) == (403, 2)


def test_a_program_without_a_person_gets_no_test_mail(draft: Campaign) -> None:
    secret = "allaboard_planner"
    ApiToken.objects.create(
        name="Planner",
        digest=digest_of(secret),
        hint="plan",
        scopes=["campaigns:write"],
        roles=[Role.COMMUNICATIONS],
    )
    path = f"/api/v1/campaigns/{draft.pk}/steps/{draft.steps.get(position=1).pk}/test"
    answer = Client().post(path, headers={"Authorization": f"Bearer {secret}"})
    assert (answer.status_code, Delivery.objects.count()) == (422, 0)
