"""Whatever a page archives, deletes or moves comes back by the button of its toast."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from tests.areas.listening.conftest import launched
from tests.conftest import acting, make_person, signed_in

from allaboard.areas.campaigns.models import Step
from allaboard.areas.campaigns.services.drafts import start_campaign
from allaboard.areas.campaigns.services.steps import add_step
from allaboard.areas.changes.models import Change
from allaboard.areas.initiatives.facade import EvidenceLink, start_initiative
from allaboard.areas.initiatives.models import Evidence, Initiative, Source, Stakeholder
from allaboard.areas.initiatives.services.leaders import add_leader
from allaboard.areas.listening.models import Comment, Question, Survey, Theme
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.waves import close_wave
from allaboard.foundation.savedviews.models import SavedView

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(amara) -> Client:
    return signed_in(amara)


def assert_undo_restores(client: Client, path: str, state: Callable[[], object], **sent: object) -> None:
    """Post to the path, see that the state changed, press Undo, see that the state is as before."""
    before = state()
    page = client.post(path, sent, follow=True).content.decode()
    assert state() != before, f"{path} changed nothing, so there is nothing to take back"
    button = re.search(r'class="toast".*?<form method="post" action="([^"]+)"', page, re.DOTALL)
    assert button, f"No Undo in the toast of {page}"
    client.post(button[1], follow=True)
    assert state() == before


def test_a_survey_and_its_questions(client, amara):
    survey = start_survey(by=acting(amara), title="Pulse", template="pulse")
    assert_undo_restores(
        client, reverse("listening:archive", args=[survey.pk]), lambda: Survey.objects.get().archived_at
    )
    for question in survey.questions.all():
        assert_undo_restores(
            client,
            reverse("listening:remove_question", args=[survey.pk, question.key]),
            lambda: list(Question.objects.values()),
        )


def test_comments_and_themes(client, amara):
    for _number in range(12):
        make_person(department="Sales")

    survey = start_survey(by=acting(amara), title="Pulse", template="pulse")
    wave = launched(survey, acting(amara))
    close_wave(wave, by=acting(amara))
    swaps = Theme.objects.create(wave=wave, title="Swaps", words=["swap"], earlier_comments=2)
    pay = Theme.objects.create(wave=wave, title="Pay", earlier_comments=3)
    for theme in (swaps, swaps, pay):
        comment = Comment.objects.create(wave=wave, question="q", text=f"About {theme}", theme=theme)

    def state() -> object:
        return list(
            Theme.objects.order_by("pk").values_list("pk", "title", "words", "earlier_comments")
        ), set(Comment.objects.values_list("pk", "theme", "is_hidden"))

    there, chosen = reverse("listening:comments", args=[pay.pk]), {"comment": [comment.pk]}
    assert_undo_restores(client, there, state, move="move", into=swaps.pk, **chosen)
    assert_undo_restores(client, there, state, move="hide", **chosen)
    there, chosen = reverse("listening:comments", args=[swaps.pk]), {"comment": [swaps.comments.first().pk]}
    assert_undo_restores(client, there, state, move="split", title="Swaps at night", **chosen)
    assert_undo_restores(client, reverse("listening:merge_theme", args=[swaps.pk]), state, into=pay.pk)


def test_leaders_and_evidence_of_an_initiative(client, amara, ben):
    link = EvidenceLink(label="Pulse", url="/listen/", detail="8 of 20", kind="theme", ref="theme:1")
    pk = start_initiative("Swaps", "Slow", [link], acting(amara))
    leader = add_leader(Initiative.objects.get(pk=pk), ben.pk, "decides", 3, acting(amara))
    Evidence.objects.create(stakeholder=leader, kind="talked", note="Over lunch")

    def state() -> object:
        return [list(model.objects.values()) for model in (Stakeholder, Evidence, Source)]

    assert_undo_restores(client, reverse("initiatives:remove_leader", args=[pk, leader.pk]), state)
    assert_undo_restores(
        client, reverse("initiatives:remove_source", args=[pk, Source.objects.get().pk]), state
    )


def test_a_step_of_a_campaign(client, amara):
    campaign = start_campaign("One inbox", by=acting(amara))
    for subject in ("First", "Second"):
        step = add_step(campaign.pk, {"kind": "tell", "subject": subject, "body": "Words"}, by=acting(amara))
    path = reverse("campaigns:remove_step", args=[campaign.pk, step.pk])
    assert_undo_restores(client, path, lambda: list(Step.objects.order_by("pk").values()))


def test_the_draft_of_a_change(client, amara):
    draft = Change.objects.create(you_said="Swaps are slow", we_did="Settled in a day", kind="did")
    assert_undo_restores(
        client, reverse("changes:delete", args=[draft.pk]), lambda: list(Change.objects.values())
    )


def test_a_saved_view(client, amara):
    view = SavedView.objects.create(user=amara.user, path="/people/", name="Nights", query="shift=Night")
    assert_undo_restores(
        client, reverse("savedviews:forget", args=[view.pk]), lambda: list(SavedView.objects.values())
    )
