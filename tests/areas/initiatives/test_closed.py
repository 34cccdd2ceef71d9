"""An initiative that is closed or stopped asks nobody any more, and says why and what to do."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.areas.initiatives.conftest import happened
from tests.conftest import acting, signed_in

from allaboard.areas.initiatives import facade
from allaboard.areas.initiatives.models import BriefLink, Evidence, Objection
from allaboard.areas.initiatives.services.asks import override_readiness
from allaboard.areas.initiatives.services.briefs import BriefAnswer, answer_brief, make_link, send_briefs
from allaboard.areas.initiatives.services.initiatives import set_status
from allaboard.areas.initiatives.services.leaders import note_evidence, raise_objection
from allaboard.areas.initiatives.tokens import address_of
from allaboard.errors import RuleBroken

WHAT_TO_DO = "Open it again first"


@pytest.fixture(params=["closed", "stopped"])
def closed(request, initiative, ben_as_leader, amara):
    """An initiative that somebody took on their name before it ended."""
    override_readiness(initiative, "We must ask before the summer holidays.", acting(amara))
    set_status(initiative, request.param, acting(amara))
    ben_as_leader.refresh_from_db()
    return initiative


def test_the_services_refuse_every_way_to_ask(closed, ben_as_leader, amara):
    hr = acting(amara)
    for ask in (
        lambda: send_briefs(closed, [ben_as_leader.pk], "", hr),
        lambda: make_link(ben_as_leader, hr),
        lambda: override_readiness(closed, "We must ask before the winter.", hr, unit="Operations"),
        lambda: facade.require_ready(closed.pk),
    ):
        with pytest.raises(RuleBroken, match=WHAT_TO_DO):
            ask()
    assert not Evidence.objects.filter(kind="brief_sent").exists()
    assert not BriefLink.objects.exists()


def test_the_pages_offer_no_way_to_ask_and_say_why(closed, ben_as_leader, amara):
    hr, place = signed_in(amara), [closed.pk, ben_as_leader.pk]
    ask = reverse("initiatives:ask", args=[closed.pk])
    pages = {
        name: hr.get(reverse(f"initiatives:{name}", args=place[:number])).content.decode()
        for name, number in (("detail", 1), ("brief", 1), ("leader", 2))
    }

    assert [name for name, page in pages.items() if ask in page] == []
    assert reverse("initiatives:make_link", args=place) not in pages["leader"]
    assert "nobody is asked any more" in pages["detail"]
    assert "nobody is asked any more" in pages["leader"]
    refused = hr.get(ask)
    assert (refused.status_code, WHAT_TO_DO in refused.content.decode()) == (422, True)
    posted = hr.post(ask, {"leaders": [ben_as_leader.pk]})
    assert (posted.status_code, Evidence.objects.filter(kind="brief_sent").count()) == (422, 0)


def test_the_api_says_that_nobody_may_be_asked(closed, amara):
    found = signed_in(amara).get(f"/api/v1/initiatives/{closed.pk}/readiness").json()

    assert (found["may_ask"], found["overridden_by"]) == (False, amara.name)
    assert "nobody is asked any more" in found["checks"][0]["text"]
    assert "Open it again" in found["checks"][0]["detail"]


def test_a_leader_reads_the_brief_and_is_asked_nothing(initiative, ben_as_leader, amara, ben):
    path = "/" + address_of(make_link(ben_as_leader, acting(amara))).split("/", 3)[3]
    set_status(initiative, "closed", acting(amara))
    ben_as_leader.refresh_from_db()

    reader = Client()
    assert "Your view is needed" not in reader.get(path).content.decode()
    page = reader.post(path, {"verb": "open"}, follow=True).content.decode()
    assert "four days on average" in page
    assert "nobody is asked any more" in page
    assert "Send my answer" not in page
    refused = reader.post(path, {"verb": "answer", "choice": "accept"})
    assert (refused.status_code, "tell HR" in refused.content.decode()) == (422, True)
    with pytest.raises(RuleBroken, match="tell HR"):
        answer_brief(ben_as_leader, BriefAnswer("accept"), acting(ben))
    with pytest.raises(RuleBroken, match="tell HR"):
        raise_objection(ben_as_leader, "question", "Who pays?", acting(ben))
    assert not Evidence.objects.filter(kind="said_accept").exists()
    assert not Objection.objects.exists()


def test_what_leaders_did_is_still_noted_and_once_open_again_they_are_asked(closed, ben_as_leader, amara):
    note_evidence(ben_as_leader, "talked", "Over lunch", happened(ben_as_leader, "talked").at, acting(amara))
    set_status(closed, "open", acting(amara))

    assert send_briefs(closed, [ben_as_leader.pk], "", acting(amara)) == 1
    assert facade.readiness(closed.pk).may_ask


@pytest.mark.parametrize(("status", "said"), [("stopped", "It is stopped."), ("open", "It is open again:")])
def test_what_became_of_it_is_said_as_a_sentence(initiative, amara, status, said):
    page = signed_in(amara).post(
        reverse("initiatives:status", args=[initiative.pk]), {"status": status}, follow=True
    )

    assert said in page.content.decode()
