"""The sample company as a whole: the product recovers what was planted, and removal leaves nothing."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from allaboard.areas.campaigns.models import Assignment, Campaign, Measurement
from allaboard.areas.campaigns.services.drafts import duplicate_campaign
from allaboard.areas.campaigns.services.review import approve_campaign, submit_for_review
from allaboard.areas.initiatives.choices import Step
from allaboard.areas.initiatives.models import Initiative, Objection
from allaboard.areas.initiatives.queries.board import columns_for
from allaboard.areas.initiatives.queries.leaders import leaders_in
from allaboard.areas.initiatives.queries.loop import ribbon_of
from allaboard.areas.initiatives.services.initiatives import start_initiative
from allaboard.areas.initiatives.services.leaders import add_leader
from allaboard.areas.listening.models import Comment, Participation, Theme, Wave
from allaboard.areas.listening.queries.surveys import open_waves_for
from allaboard.errors import RuleBroken
from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import actor_of
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.choices import EmploymentStatus, EmploymentType, Generation, UserType
from allaboard.foundation.people.facade import as_of, present_people
from allaboard.foundation.people.models import Person
from allaboard.foundation.today.queries import first_steps_for
from allaboard.foundation.touchpoints.models import Touchpoint
from allaboard.foundation.touchpoints.queries import coverage
from allaboard.project.sample import services

CHOSEN_FACTS = {
    "generation": Generation,
    "employment_status": EmploymentStatus,
    "employment_type": EmploymentType,
    "user_type": UserType,
}
FIRST_ACTIONS = ("survey.launched", "initiative.started", "campaign.launched", "change.published")
KEPT = {
    "audit.entry",  # the trail is append-only by design
    "django_content_type",
    "contenttypes.contenttype",
}


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """The company, made once for the module and taken out again; the rows before and after."""
    with django_db_blocker.unblock():
        before = rows_by_table()
        truth = services.make(seed=11)
        full = rows_by_table()
        yield truth, before, full
        if services.is_here():
            services.remove()
        with connection.cursor() as cursor:
            cursor.execute(
                "TRUNCATE audit_entry"
            )  # the trail outlives the company; other tests begin with none


@pytest.fixture
def truth(db, made):
    return made[0]


def sam():
    return actor_of(User.objects.get(person__given_name="Sam", person__family_name="Okafor"))


def rows_by_table() -> dict[str, int]:
    tables = {model._meta.label_lower: model for model in apps.get_models() if model._meta.managed}
    return {label: model._default_manager.count() for label, model in tables.items() if label not in KEPT}


def test_removal_leaves_no_row_behind(db, made):
    _truth, before, full = made
    removed = services.remove()
    after = rows_by_table()

    assert full["people.person"] > 240
    assert removed > 1_000
    assert {label: after[label] - before[label] for label in after if after[label] != before[label]} == {}


def test_whoever_removed_it_stands_in_the_trail_and_no_start_makes_it_again(truth):
    services.remove(by=sam())
    last = Entry.objects.latest("pk")

    assert (last.action, last.actor_name) == ("sample.removed", "Sam Okafor")
    assert not Person.objects.exists()
    assert not services.is_wanted()


def test_the_lift_that_was_planted_lies_inside_the_measured_interval(truth):
    planted = truth.effects["campaign"]
    measured = Measurement.objects.get(campaign__title=planted["campaign"], is_final=True)

    assert measured.lift_low <= planted["lift"] <= measured.lift_high
    assert measured.intended + measured.holdout == 240


def test_everyone_intended_is_accounted_for(truth):
    campaign = Campaign.objects.get(title=truth.effects["campaign"]["campaign"])
    sending = campaign.steps.get().send_id
    states = set(Delivery.objects.filter(sending=sending).values_list("state", flat=True))

    assert states <= {"sent", "suppressed", "failed"}


def test_the_comments_kept_are_as_many_as_were_planted(truth):
    for title, planted in truth.effects["waves"].items():
        kept = Comment.objects.filter(wave__title=title).count()
        assert kept == sum(planted["comments_by_theme"].values())


def test_the_largest_planted_theme_is_found_with_its_share(truth):
    planted = truth.effects["waves"]["Autumn pulse"]["comments_by_theme"]["swaps"]
    found = Comment.objects.filter(
        theme__title="Swapping shifts takes days", theme__wave__title="Autumn pulse"
    ).count()

    assert 0.6 * planted <= found <= 1.4 * planted


def test_participation_is_near_what_was_planted(truth):
    wave = Wave.objects.get(title="Autumn pulse")
    took_part = Participation.objects.filter(wave=wave, taken_part=True).count()

    assert abs(took_part / wave.invited - truth.effects["waves"]["Autumn pulse"]["response_share"]) < 0.1


def test_nights_are_met_less_often_as_planted(truth):
    groups = {group.group: group.share for group in coverage(present_people(), 90, group="shift").by_group}
    others = [share for name, share in groups.items() if name != "Night"]

    assert groups["Night"] < min(others)


@pytest.mark.parametrize("days_ago", [1, 365, 729])
def test_the_directory_remembers_who_was_there_in_the_last_two_years(truth, days_ago):
    day = timezone.localdate() - timedelta(days=days_ago)
    employed = Person.objects.filter(hire_date__lte=day).exclude(termination_date__lte=day)

    remembered = as_of(day).filter(attributes__active=True)
    assert remembered.count() > 150
    assert set(remembered.values_list("person_id", flat=True)) == set(employed.values_list("pk", flat=True))


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


def test_the_facts_of_the_sample_are_those_that_rules_ask_for(truth):
    kept = {name: set(Person.objects.values_list(name, flat=True)) for name in CHOSEN_FACTS}

    assert {name: kept[name] - set(CHOSEN_FACTS[name].values) for name in kept} == {
        name: set() for name in kept
    }


def test_what_was_done_in_the_sample_company_ticks_no_first_step(truth):
    done = {action for action in FIRST_ACTIONS if Entry.objects.filter(action=action).exists()}

    assert "campaign.launched" in done
    assert {step.text for step in first_steps_for(sam()) if step.ok} == set()


def test_there_is_only_one_sample_company(truth):
    with pytest.raises(RuleBroken, match="already"):
        services.make()
    assert Person.objects.filter(is_sample=True, active=True).count() == 240


def test_the_truth_can_be_written_down(truth, tmp_path):
    truth.write(tmp_path / "truth.json")

    assert '"lift"' in (tmp_path / "truth.json").read_text()


def test_what_people_added_themselves_stays(truth):
    own = Person.objects.create(email="own@example.test", given_name="Own")
    services.remove()

    assert list(Person.objects.all()) == [own]


def test_what_people_made_with_sample_people_goes_along(truth):
    lena = actor_of(User.objects.get(person__given_name="Lena", person__family_name="Vogt"))
    own = start_initiative("Tried by hand", "Just looking", [], sam())
    rosa = Person.objects.get(given_name="Rosa", family_name="Ortega")
    add_leader(own, rosa.pk, "sponsor", 3, sam())
    source = Campaign.objects.get(title="One inbox for HR")
    copy = duplicate_campaign(source.pk, by=sam())
    copy.steps.update(on=timezone.localdate())
    version = submit_for_review(copy.pk, by=sam())
    approve_campaign(copy.pk, version.number, version.content_hash, by=lena)
    services.remove()

    assert not Person.objects.exists()
    assert not Assignment.objects.exists()


def test_there_is_a_question_to_answer_now(truth):
    chidi = Person.objects.get(given_name="Chidi", family_name="Obi", is_sample=True)
    actor = actor_of(User.objects.get(person=chidi))

    [wave] = open_waves_for(actor, timezone.localdate())

    assert wave.title == "How was your week?"
    assert not wave.answers.exists()
