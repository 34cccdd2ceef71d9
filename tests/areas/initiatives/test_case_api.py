"""A program takes an initiative from its case to its end, by the rules of the pages, in the team's name alone."""

import pytest
from django.utils import timezone
from tests.areas.initiatives.conftest import happened
from tests.conftest import acting, signed_in

from allaboard.areas.initiatives.models import Condition, Evidence, Initiative, Option, Source, Stakeholder
from allaboard.areas.initiatives.services.leaders import answer_objection, raise_objection
from allaboard.foundation.delivery.models import Sending


@pytest.fixture
def call(amara, initiative):
    """A program of Amara's, at an address below the initiative."""

    def sent(method, ending="", body=None, *, by=amara):
        path = f"/api/v1/initiatives/{initiative.pk}{ending}"
        return getattr(signed_in(by), method)(path, body, content_type="application/json")

    return sent


def test_the_case_is_read_whole_and_changed_value_by_value(call, initiative):
    told = call("get", "/case").json()
    assert (told["problem"], float(told["benefit_likely"])) == (initiative.problem, 61_000)
    assert [source["label"] for source in told["sources"]] == ["212 of 503 people"]

    changed = call(
        "patch", "/case", {"benefit_high": "90000.50", "measure": "hours", "measure_on": None}
    ).json()
    assert (float(changed["benefit_high"]), float(changed["benefit_low"])) == (90_000.5, 44_000)
    assert (changed["measure"], changed["measure_target"]) == ("hours", 24)
    assert changed["title"] == initiative.title


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"benefit_likely": 1},
        {"benefit_low": None},
        {"cost_once": -1},
        {"currency": "XXX"},
        {"needed_percent": 101},
    ],
)
def test_what_the_page_refuses_is_refused_and_nothing_changes(call, initiative, wrong):
    before = Initiative.objects.values().get()
    answer = call("patch", "/case", wrong)

    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert Initiative.objects.values().get() == before


def test_evidence_comes_goes_and_comes_back(call, amara):
    added = call("post", "/sources", {"label": "88 of 412 comments", "kind": "quote"})
    assert added.status_code == 201
    before = list(Source.objects.order_by("pk").values())
    undo = call("delete", f"/sources/{added.json()['id']}").json()["undo"]
    assert Source.objects.count() == 1

    assert signed_in(amara).post(undo["url"]).status_code == 200
    assert list(Source.objects.order_by("pk").values()) == before


def test_an_option_is_put_on_the_table_and_chosen_and_the_loop_closed(call):
    option = call("post", "/options", {"label": "A swap board", "detail": "On every phone"}).json()
    day = timezone.localdate().isoformat()
    decided = call("post", "/decide", {"option_id": option["id"], "decided_on": day, "reason": "Fast"}).json()
    assert (decided["decided_on"], decided["decision_reason"]) == (day, "Fast")
    assert decided["options"] == [option | {"is_chosen": True}]
    assert call("post", "/decide", {"option_id": 999_999, "decided_on": day}).status_code == 404

    assert call("post", "/status", {"status": "closed"}).json()["status"] == "closed"
    assert call("post", "/status", {"status": "asleep"}).status_code == 422


def test_a_leader_is_changed_taken_off_and_comes_back_with_what_was_noted(call, amara, ben_as_leader):
    happened(ben_as_leader, "talked", note="At the gate")
    changed = call("patch", f"/leaders/{ben_as_leader.pk}", {"influence": 5}).json()
    assert (changed["influence"], changed["role"]) == (5, "sponsor")
    [noted] = call("get", f"/leaders/{ben_as_leader.pk}/evidence").json()
    assert (noted["kind"], noted["note"]) == ("talked", "At the gate")

    undo = call("delete", f"/leaders/{ben_as_leader.pk}").json()["undo"]
    assert not Stakeholder.objects.exists()
    signed_in(amara).post(undo["url"])
    assert list(Evidence.objects.values_list("stakeholder", "note")) == [(ben_as_leader.pk, "At the gate")]


def test_a_condition_is_met_and_an_answer_judged(call, amara, ben_as_leader):
    wanted = Condition.objects.create(stakeholder=ben_as_leader, text="First one plant")
    [told] = call("get", f"/leaders/{ben_as_leader.pk}/conditions").json()
    assert (told["text"], told["met_at"]) == ("First one plant", None)
    met = call("post", f"/conditions/{wanted.pk}/meet", {"note": "Plant North runs"}).json()
    assert met["met_at"]
    assert call("post", f"/conditions/{wanted.pk}/meet", {"note": "Again"}).status_code == 422

    asked = raise_objection(ben_as_leader, "question", "Who pays?", acting(amara))
    answer_objection(asked, "HR does.", acting(amara))
    judged = call("post", f"/objections/{asked.pk}/judge", {"is_accepted": False}).json()
    assert (judged["is_accepted"], judged["answered_at"]) == (False, None)


def test_leaders_are_sent_the_brief_without_its_link_being_told(call, ben_as_leader, rosa_as_leader):
    asked = call("post", "/ask", {"leader_ids": [ben_as_leader.pk], "note": "Please read"})

    assert asked.json() == {"leaders": 1}
    assert Sending.objects.count() == 1
    assert list(Evidence.objects.values_list("stakeholder", "kind")) == [(ben_as_leader.pk, "brief_sent")]
    assert call("post", "/ask", {"leader_ids": []}).status_code == 422


def test_hr_asks_all_the_same_on_its_name_and_takes_it_back(call, amara):
    reason = "The works council wants it before the holidays."
    opened = call("post", "/override", {"reason": reason}).json()
    assert (opened["may_ask"], opened["overridden_by"], opened["override_reason"]) == (
        True,
        amara.name,
        reason,
    )
    assert call("post", "/override", {"reason": "Because"}).status_code == 422

    assert call("delete", "/override").json()["may_ask"] is False


def test_who_is_not_of_the_team_reads_and_changes_nothing(call, chidi, initiative, ben_as_leader):
    option = Option.objects.create(initiative=initiative, label="A swap board")
    source = initiative.sources.get()
    before = Initiative.objects.values().get()
    for method, ending, body in (
        ("get", "/case", None),
        ("patch", "/case", {"title": "Mine"}),
        ("delete", f"/sources/{source.pk}", None),
        ("post", "/options", {"label": "Mine"}),
        ("post", "/decide", {"option_id": option.pk, "decided_on": "2026-01-05"}),
        ("post", "/status", {"status": "stopped"}),
        ("delete", f"/leaders/{ben_as_leader.pk}", None),
        ("get", f"/leaders/{ben_as_leader.pk}/evidence", None),
        ("post", "/ask", {"leader_ids": [ben_as_leader.pk]}),
        ("post", "/override", {"reason": "Because I would like to see it done."}),
    ):
        answer = call(method, ending, body, by=chidi)
        assert (answer.status_code, initiative.title in answer.content.decode()) == (404, False), ending
    assert Initiative.objects.values().get() == before
    assert (Option.objects.count(), Source.objects.count(), Stakeholder.objects.count()) == (1, 1, 1)
