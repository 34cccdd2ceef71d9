"""Whoever looks round meets every step of the loop, and something to do at each."""

from datetime import timedelta

from django.utils import timezone
from tests.project.sample.whole.conftest import sam

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.initiatives.choices import Step
from allaboard.areas.initiatives.models import Initiative, Objection
from allaboard.areas.initiatives.queries.board import columns_for
from allaboard.areas.initiatives.queries.leaders import leaders_in
from allaboard.areas.initiatives.queries.loop import ribbon_of
from allaboard.areas.listening.models import Theme, Wave
from allaboard.areas.listening.queries.surveys import open_waves_for
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person
from allaboard.foundation.today.queries import first_steps_for
from allaboard.foundation.touchpoints.models import Touchpoint
from allaboard.project.sample.acting.plans import PLANS
from allaboard.project.sample.listening.editing import TITLES

FIRST_ACTIONS = ("survey.launched", "initiative.started", "campaign.launched", "change.published")


def test_an_initiative_stands_at_each_of_the_eight_steps(truth):
    board = {column.step: [card.initiative.title for card in column.cards] for column in columns_for(sam())}
    planted = truth.effects["initiatives"]
    closed = Initiative.objects.get(status="closed").title

    assert all(board[step] for step in Step)
    assert {title: step for step, titles in board.items() for title in titles} == {
        title: step for title, step in planted.items() if title != closed
    }


def test_the_closed_initiative_has_been_all_the_way_round(truth):
    steps = ribbon_of(sam(), Initiative.objects.get(status="closed"))

    assert {step.state for step in steps} == {"done"}
    assert [step.key for step in steps if step.by_hand] == ["consulted", "served"]


def test_leaders_stand_at_different_stages_with_objections_open_and_answered(truth):
    rows = [row for one in Initiative.objects.filter(status="open") for row in leaders_in(one.pk)]

    assert len({row.leader.standing.stage for row in rows}) >= 6
    assert Objection.objects.filter(answered_at=None).count() == 1
    assert Objection.objects.exclude(answer="").count() >= 3
    assert Initiative.objects.filter(sources__kind="theme").distinct().count() >= 5


def test_an_initiative_rests_on_the_theme_that_it_is_about(truth):
    about = {plan.title: (plan.theme[0], TITLES[plan.theme[1]]) for plan in PLANS if plan.theme[0]}
    linked = Theme.objects.exclude(initiative_id=None).values_list("initiative_id", "wave__title", "title")
    titles = dict(Initiative.objects.values_list("pk", "title"))

    found = set(Theme.objects.values_list("wave__title", "title"))

    assert {titles[initiative]: (wave, title) for initiative, wave, title in linked} == {
        initiative: theme for initiative, theme in about.items() if theme in found
    }
    assert len(linked) >= 5


def test_a_theme_of_the_last_wave_is_left_to_start_from(truth):
    assert Theme.objects.filter(wave__title="Autumn pulse", initiative_id=None).exists()


def test_what_changed_after_a_wave_was_told_on_its_day(truth):
    told = dict(Wave.objects.exclude(told_on=None).values_list("title", "told_on"))
    today = timezone.localdate()

    assert told == {"Winter pulse": today - timedelta(days=250), "Spring pulse": today - timedelta(days=9)}


def test_messages_of_the_past_are_told_to_the_ledger_of_contacts_on_their_day(truth):
    sending = Campaign.objects.get(title="One inbox for HR").steps.get().send_id
    reached = set(
        Delivery.objects.filter(sending=sending, state="sent").values_list("person_id", flat=True).distinct()
    )
    touches = Touchpoint.objects.filter(area="campaigns", summary="One place to ask HR, with a date")

    assert reached
    assert set(touches.values_list("person_id", flat=True)) == reached
    assert {(timezone.now() - at).days for at in touches.values_list("at", flat=True)} == {24}


def test_only_the_open_review_is_due_now_and_the_second_step_waits_for_its_day(truth):
    waiting = Delivery.objects.filter(state="planned")
    due = waiting.filter(due_at__lte=timezone.now())
    board = Campaign.objects.get(title="Swap board launch")

    assert set(due.values_list("sending__object_ref", flat=True)) == {f"campaign:{board.pk}"}
    assert waiting.filter(due_at__gt=timezone.now()).exists()


def test_what_was_done_in_the_sample_company_ticks_no_first_step(truth):
    done = {action for action in FIRST_ACTIONS if Entry.objects.filter(action=action).exists()}

    assert "campaign.launched" in done
    assert {step.text for step in first_steps_for(sam()) if step.ok} == set()


def test_there_is_a_question_to_answer_now(truth):
    chidi = Person.objects.get(given_name="Chidi", family_name="Obi", is_sample=True)
    actor = actor_of(User.objects.get(person=chidi))

    [wave] = open_waves_for(actor, timezone.localdate())

    assert wave.title == "How was your week?"
    assert not wave.answers.exists()
