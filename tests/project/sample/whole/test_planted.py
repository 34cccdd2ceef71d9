"""The product recovers what was planted."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from allaboard.areas.campaigns.choices import Aim
from allaboard.areas.campaigns.facade import outcome
from allaboard.areas.campaigns.models import Campaign, Measurement
from allaboard.areas.listening.models import Comment, Participation, Wave
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.choices import EmploymentStatus, EmploymentType, Generation, UserType
from allaboard.foundation.people.facade import as_of, present_people
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.queries import coverage

CHOSEN_FACTS = {
    "generation": Generation,
    "employment_status": EmploymentStatus,
    "employment_type": EmploymentType,
    "user_type": UserType,
}


def test_the_lift_that_was_planted_lies_inside_the_measured_interval(truth):
    planted = truth.effects["campaign"]
    measured = Measurement.objects.get(campaign__title=planted["campaign"], is_final=True)

    assert measured.lift_low <= planted["lift"] <= measured.lift_high
    assert measured.intended + measured.holdout == 240


def test_one_campaign_only_informs_and_its_results_say_whom_it_reached(truth):
    campaign = Campaign.objects.get(aim=Aim.INFORM)
    measured = campaign.measurements.get()

    assert (measured.intended, measured.holdout, measured.acted) == (240, 0, None)
    assert 0 < measured.seen.fewest == measured.seen.most < measured.delivered <= 240
    assert outcome(SYSTEM, campaign.pk).measure == "Got the message"


def test_nothing_was_sent_before_it_was_approved(truth):
    sent = Campaign.objects.exclude(launched_at=None)

    assert sent.exists()
    assert not sent.filter(versions__decided_at__gt=F("launched_at")).exists()


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


def test_the_facts_of_the_sample_are_those_that_rules_ask_for(truth):
    kept = {name: set(Person.objects.values_list(name, flat=True)) for name in CHOSEN_FACTS}

    assert {name: kept[name] - set(CHOSEN_FACTS[name].values) for name in kept} == {
        name: set() for name in kept
    }
