"""What a leader asked comes back to the leader, who says whether it was enough."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.areas.initiatives.conftest import kinds
from tests.conftest import acting, signed_in

from allaboard.areas.initiatives.models import Objection
from allaboard.areas.initiatives.services.briefs import make_link, open_brief, revoke_link, send_briefs
from allaboard.areas.initiatives.services.initiatives import set_status
from allaboard.areas.initiatives.services.leaders import answer_objection, judge_answer, raise_objection
from allaboard.areas.initiatives.tokens import address_of
from allaboard.errors import RuleBroken
from allaboard.foundation.delivery.facade import run_due
from allaboard.foundation.delivery.models import Delivery, Sending


@pytest.fixture
def asked(initiative, ben_as_leader, ben, amara) -> Objection:
    """Ben was sent the brief, opened it and asked."""
    send_briefs(initiative, [ben_as_leader.pk], "", acting(amara))
    open_brief(ben_as_leader, acting(ben))
    return raise_objection(ben_as_leader, "question", "Who pays for it?", acting(ben))


def answers() -> list[Sending]:
    return list(Sending.objects.filter(key__startswith="answer:"))


def test_an_answer_reaches_the_leader_who_asked_in_the_words_of_both(asked, ben, amara):
    answer_objection(asked, "Your own budget line.", acting(amara))
    run_due(100)

    [sent] = answers()
    [inbox] = Delivery.objects.filter(sending=sent, person=ben, channel="inbox", state="sent")
    page = signed_in(ben).get(reverse("delivery:message", args=[inbox.pk])).content.decode()
    assert "Who pays for it?" in page
    assert "Your own budget line." in page
    assert "{" not in page.split("<main")[1].split("</main>")[0]


def test_another_answer_to_the_same_question_goes_out_too(asked, amara):
    for words in ("Nobody yet.", "Your own budget line."):
        answer_objection(asked, words, acting(amara))
        judge_answer(asked, False, acting(amara))
    assert len(answers()) == 2


@pytest.mark.parametrize("why", ["link taken back", "stopped", "left", "never sent"])
def test_nothing_is_sent_to_whom_the_brief_is_not_open(asked, initiative, ben_as_leader, ben, amara, why):
    hr = acting(amara)
    if why == "stopped":
        set_status(initiative, "stopped", hr)
    elif why == "left":
        type(ben).objects.filter(pk=ben.pk).update(active=False)
    elif why == "never sent":
        ben_as_leader.links.all().delete()
    else:
        revoke_link(ben_as_leader.links.get(), hr)
    asked = Objection.objects.get()

    answer_objection(asked, "Your own budget line.", hr)

    assert answers() == []
    assert Objection.objects.get().answer == "Your own budget line."


def test_the_team_is_told_where_the_answer_goes(asked, initiative, ben_as_leader, team):
    page = reverse("initiatives:leader", args=[initiative.pk, ben_as_leader.pk])
    assert "Ben gets your answer by e-mail and inbox" in team.get(page).content.decode()

    ben_as_leader.links.all().delete()
    assert "gets your answer" not in team.get(page).content.decode()


@pytest.mark.parametrize(("said", "is_accepted"), [("yes", True), ("no", False)])
def test_the_leader_says_at_the_link_whether_it_was_enough(asked, ben_as_leader, amara, said, is_accepted):
    address = address_of(ben_as_leader.links.get())
    Client().post(address, {"verb": "open"})
    answer_objection(asked, "Your own budget line.", acting(amara))
    assert "Was it enough?" in Client().get(address).content.decode()

    Client().post(address, {"verb": "judge", "objection": asked.pk, "accepted": said})

    asked.refresh_from_db()
    assert (asked.is_accepted, asked.answered_at is not None) == (is_accepted, is_accepted)
    assert ("answer_accepted" in kinds(ben_as_leader)) == is_accepted
    assert "Was it enough?" not in Client().get(address).content.decode()


def test_nobody_judges_the_answer_to_somebody_else_or_after_the_end(
    asked, initiative, ben_as_leader, rosa_as_leader, ben, amara
):
    hr = acting(amara)
    answer_objection(asked, "Your own budget line.", hr)
    rosas = address_of(make_link(rosa_as_leader, hr))
    answer = Client().post(rosas, {"verb": "judge", "objection": asked.pk, "accepted": "yes"})
    assert answer.status_code == 404

    set_status(initiative, "closed", hr)
    asked = Objection.objects.get()
    with pytest.raises(RuleBroken, match="was not kept"):
        judge_answer(asked, True, acting(ben))
    assert Objection.objects.get().is_accepted is None
