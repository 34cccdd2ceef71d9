"""The leader's one page: only a human step counts as reading, and nobody answers for somebody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.areas.initiatives.conftest import happened, kinds
from tests.conftest import acting, signed_in

from allaboard.areas.initiatives.choices import Stage
from allaboard.areas.initiatives.models import Condition
from allaboard.areas.initiatives.queries.leaders import leaders_in
from allaboard.areas.initiatives.services.briefs import (
    BriefAnswer,
    answer_brief,
    make_link,
    revoke_link,
)
from allaboard.areas.initiatives.tokens import address_of
from allaboard.errors import NotAllowed


@pytest.fixture
def link(ben_as_leader, amara):
    return make_link(ben_as_leader, acting(amara))


@pytest.fixture
def path(link):
    return "/" + address_of(link).split("/", 3)[3]


def test_fetching_the_page_is_not_reading_it(path, ben_as_leader):
    scanner = Client()
    answer = scanner.get(path)
    scanner.head(path)

    assert answer.status_code == 200
    assert b"HR sees that you opened this" in answer.content
    assert b"four days on average" not in answer.content
    assert kinds(ben_as_leader) == []


def test_a_link_is_shown_to_who_made_it_and_never_again(link, ben_as_leader, amara):
    hr, place = signed_in(amara), [ben_as_leader.initiative_id, ben_as_leader.pk]
    made = hr.post(reverse("initiatives:make_link", args=place))
    newest = ben_as_leader.links.first()
    later = hr.get(reverse("initiatives:leader", args=place)).content.decode()

    assert address_of(newest) in made.content.decode()
    assert address_of(link) not in made.content.decode()
    assert address_of(newest) not in later
    assert later.count("Take back") == 2


def test_pressing_open_shows_the_case_and_is_kept_once_a_day(path, ben_as_leader):
    reader = Client()
    page = reader.post(path, {"verb": "open"}, follow=True)
    reader.post(path, {"verb": "open"})

    assert b"four days on average" in page.content
    assert kinds(ben_as_leader) == ["brief_read"]


def test_accept_if_keeps_the_condition_and_counts_once_it_is_met(path, ben_as_leader):
    Client().post(path, {"verb": "answer", "choice": "accept_if", "condition": "at most 2 teams"})

    assert list(Condition.objects.values_list("text", flat=True)) == ["at most 2 teams"]
    [row] = leaders_in(ben_as_leader.initiative_id)
    assert (row.leader.standing.stage, row.leader.standing.unmet_conditions) == (Stage.INTERESTED, 1)


@pytest.mark.parametrize("choice", ["accept_if", "not_now", ""])
def test_half_an_answer_comes_back_with_the_reason(path, ben_as_leader, choice):
    answer = Client().post(path, {"verb": "answer", "choice": choice})

    assert answer.status_code == 422
    assert kinds(ben_as_leader) == []


def test_what_a_leader_puts_on_it_makes_the_yes_a_commitment(ben_as_leader, ben):
    answer_brief(ben_as_leader, BriefAnswer("accept", gives="two team leads"), acting(ben))

    [row] = leaders_in(ben_as_leader.initiative_id)
    assert (row.leader.standing.stage, row.leader.standing.because.note) == (
        Stage.COMMITTED,
        "two team leads",
    )


def test_the_last_word_counts_and_all_words_stay(ben_as_leader, ben):
    answer_brief(ben_as_leader, BriefAnswer("accept_if", condition="after May"), acting(ben))
    answer_brief(ben_as_leader, BriefAnswer("not_now", reason="no budget"), acting(ben))

    [row] = leaders_in(ben_as_leader.initiative_id)
    assert row.leader.standing.stage == Stage.AWARE
    assert kinds(ben_as_leader) == ["accept_if", "said_not_now"]
    assert row.open_conditions == ()


@pytest.mark.parametrize("spoil", ["revoke", "expire", "forge", "leave"])
def test_a_link_that_no_longer_holds_opens_nothing(link, path, ben, amara, spoil):
    if spoil == "revoke":
        revoke_link(link, acting(amara))
    elif spoil == "expire":
        type(link).objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    elif spoil == "leave":
        type(ben).objects.filter(pk=ben.pk).update(active=False)
    else:
        path = path.rstrip("/")[:-1] + ("A/" if path[-2] != "A" else "B/")

    refused = Client().get(path)
    assert refused.status_code == 404
    assert ("Ask HR for a new one" in refused.content.decode()) == (spoil != "forge")
    assert Client().post(path, {"verb": "open"}).status_code == 404


def test_nobody_answers_for_somebody_else(ben_as_leader, amara, chidi):
    for person in (amara, chidi):
        with pytest.raises(NotAllowed):
            answer_brief(ben_as_leader, BriefAnswer("accept"), acting(person))
    assert kinds(ben_as_leader) == []


def test_leaders_read_in_the_app_and_others_do_not(initiative, ben_as_leader, ben, chidi):
    address = f"/initiatives/{initiative.pk}/brief/"

    assert signed_in(ben).get(address).status_code == 200
    assert signed_in(chidi).get(address).status_code == 404
    assert Client().get(address).status_code == 302


def test_a_question_asked_on_the_brief_waits_for_an_answer(path, ben_as_leader):
    happened(ben_as_leader, "brief_read")
    Client().post(path, {"verb": "ask", "text": "How are nights covered?"})

    [row] = leaders_in(ben_as_leader.initiative_id)
    assert [objection.text for objection in row.open_objections] == ["How are nights covered?"]


def test_an_answer_sent_twice_is_kept_once_and_another_one_counts(path, ben_as_leader):
    browser = Client()
    browser.post(path, {"verb": "open"})
    for _time in range(2):
        browser.post(path, {"choice": "accept_if", "condition": "two teams"})
        browser.post(path, {"verb": "ask", "text": "What of nights?"})
    assert list(ben_as_leader.evidence.filter(kind="accept_if").values_list("note", flat=True)) == [
        "two teams"
    ]
    assert Condition.objects.filter(withdrawn_at=None).count() == 1
    assert ben_as_leader.objections.count() == 1

    for _time in range(2):
        browser.post(path, {"choice": "accept", "gives": "Two hours a week"})

    assert ben_as_leader.evidence.filter(kind="said_accept").count() == 1
    assert ben_as_leader.evidence.filter(kind="committed_resource").count() == 1
    browser.post(path, {"choice": "accept", "gives": "A room"})
    assert ben_as_leader.evidence.filter(kind="committed_resource").count() == 2


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ({"choice": "accept"}, "yes."),
        ({"choice": "accept_if", "condition": "at most 2 teams"}, "yes, if “at most 2 teams”."),
        ({"choice": "not_now", "reason": "No people."}, "not now, because “No people.”"),
    ],
)
def test_the_leader_reads_the_own_answer_as_a_sentence(path, answer, said):
    reader = Client()
    reader.post(path, {"verb": "open"})

    page = reader.post(path, {"verb": "answer", **answer}, follow=True).content.decode()

    assert f": {said}" in page
