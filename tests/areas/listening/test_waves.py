"""From launch to results."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone
from tests.areas.listening.conftest import HAPPY, SAD, answer_all, launched
from tests.conftest import acting, signed_in

from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import (
    Answer,
    Block,
    Comment,
    Participation,
    PendingBallot,
    Survey,
    Tally,
)
from allaboard.areas.listening.queries.participation import live_participation
from allaboard.areas.listening.queries.plans import plan_of
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.results.pictures import distributions
from allaboard.areas.listening.services.surveys import start_survey
from allaboard.areas.listening.services.waves import close_wave, remind
from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import run_due
from allaboard.foundation.delivery.models import Delivery, Sending
from allaboard.foundation.people.models import Person


def test_small_departments_are_lumped_at_launch(pulse, company, hr):
    wave = launched(pulse, hr)

    labels = [group.label for group in plan_of(wave).groups[0]]
    assert wave.invited == 37
    assert labels == ["Human Resources + Labs", "Sales", "Support"]
    assert set(Block.objects.filter(wave=wave).values_list("invited", flat=True)) == {5, 12, 20}


def test_values_that_cannot_be_told_apart_share_one_long_label(pulse, amara, hr):
    Person.objects.bulk_create(
        Person(
            given_name="Ada",
            email=f"ada.{number}@example.test",
            department=f"Department {number // 5}",
            work_location=f"Office {number // 5 + number % 2:02} in a street whose name is far too long",
        )
        for number in range(125)
    )

    wave = launched(pulse, hr, attributes=("department", "work_location"))

    offices = plan_of(wave).groups[1]
    answer_all(wave, lambda person: HAPPY)
    close_wave(wave, by=hr)

    assert max(len(group.label) for group in offices) > 1_000
    wave.refresh_from_db()
    assert (wave.answered, results_of(SYSTEM, wave).total is None) == (wave.invited, False)


def test_everyone_asked_gets_a_personal_link(pulse, company, hr):
    launched(pulse, hr)
    run_due(500)

    assert Delivery.objects.filter(channel="email").count() == 37


def test_braces_in_the_words_of_a_survey_are_no_fields(pulse, company, hr):
    Survey.objects.filter(pk=pulse.pk).update(intro="Why {we} ask you, {first_name}")
    pulse.refresh_from_db()
    wave = launched(pulse, hr)
    told = Sending.objects.get(object_ref=f"wave:{wave.pk}").contents["en"]

    assert "Why (we) ask you, (first_name)" in told["body_markdown"]


def test_a_closed_wave_shows_what_was_said(pulse, company, hr):
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: SAD if person.department == "Support" else HAPPY)

    close_wave(wave, by=hr)

    wave.refresh_from_db()
    figures = results_of(SYSTEM, wave)
    shares = {group.label: group.questions[0].share for group in figures.groups}
    assert (wave.stage, wave.answered, wave.smallest_group) == (Stage.CLOSED, 37, 5)
    assert shares == {"Human Resources + Labs": 1.0, "Sales": 1.0, "Support": 0.0}
    assert figures.recommendation.score == pytest.approx(100 * (25 - 12) / 37)
    assert figures.total.engagement.value == pytest.approx((25 * 87.5 + 12 * 12.5) / 37)
    support = next(group for group in figures.groups if group.label == "Support")
    assert support.questions[0].differs == -1
    assert PendingBallot.objects.count() == 0


def test_groups_where_few_answered_are_lumped_further(pulse, company, hr):
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: None if person.department in ("Labs", "Human Resources") else HAPPY)

    close_wave(wave, by=hr)

    wave.refresh_from_db()
    figures = results_of(SYSTEM, wave)
    assert [(group.label, group.answered) for group in figures.groups] == [
        ("Human Resources + Labs + Support", 12),
        ("Sales", 20),
    ]
    assert wave.smallest_group == 12
    assert min(Block.objects.filter(wave=wave).values_list("answered", flat=True)) >= 5


def test_nothing_is_shown_when_hardly_anyone_answered(pulse, company, hr):
    wave = launched(pulse, hr)
    talkers = [person.pk for person in company[:4]]
    answer_all(wave, lambda person: HAPPY | {"change_first": ["Shifts"]} if person.pk in talkers else None)

    close_wave(wave, by=hr)

    wave.refresh_from_db()
    assert results_of(SYSTEM, wave).total is None
    assert not Tally.objects.filter(wave=wave).exists()


def test_a_later_edit_does_not_reach_a_wave(pulse, company, hr):
    wave = launched(pulse, hr)
    question = pulse.questions.get(key="plan_week")
    question.text = "I can plan my year."
    question.save()

    assert wave.asked()[0].text == "I can plan my week."


def test_live_participation_moves_in_steps(pulse, company, hr):
    wave = launched(pulse, hr)
    seen = []
    sales = [person for person in company if person.department == "Sales"]
    for count in (4, 5, 9, 20):
        takers = {person.pk for person in sales[:count]}
        Participation.objects.filter(wave=wave, person__in=takers).update(taken_part=True)
        seen.append(next(row.at_least for row in live_participation(wave) if row.label == "Sales"))

    assert seen == [0, 5, 5, 15]  # never who was the fourth, never that nobody is missing


def test_one_reminder_goes_to_everyone(pulse, company, hr):
    wave = launched(pulse, hr)
    answer_all(wave, lambda person: HAPPY if person.department == "Sales" else None)

    remind(wave, by=hr)

    reminded = Delivery.objects.filter(sending__key=f"survey-wave-{wave.pk}-reminder", channel="email")
    assert reminded.count() == 37  # also the 20 who answered: the list says nothing
    with pytest.raises(RuleBroken, match="one reminder"):
        remind(wave, by=hr)


def test_too_few_people_cannot_be_asked(pulse, hr):
    with pytest.raises(RuleBroken, match="cannot stay anonymous"):
        launched(pulse, hr)


def test_an_employee_cannot_launch(pulse, company, chidi):
    with pytest.raises(NotAllowed):
        launched(pulse, acting(chidi))


def test_answers_carry_no_person_time_or_order(pulse, company, hr):
    kept = {
        model: {field.name for field in model._meta.get_fields()}
        for model in (Answer, Comment, Participation)
    }

    assert kept[Answer] == {"id", "wave", "block", "values"}
    assert kept[Comment] == {"id", "wave", "question", "text", "theme", "is_hidden"}
    assert kept[Participation] == {"id", "wave", "person", "block", "taken_part"}


def test_the_spread_of_answers_does_not_tell_what_their_sum_hides(pulse, company, hr):
    """Ten agreed, five of them strongly: that all agreed must not be worked out."""
    wave = launched(pulse, hr)
    ten = {person.pk: str(4 + number % 2) for number, person in enumerate(company[:10])}
    answer_all(wave, lambda person: HAPPY | {"plan_week": [ten[person.pk]]} if person.pk in ten else None)
    close_wave(wave, by=hr)
    wave.refresh_from_db()

    spread = distributions(results_of(SYSTEM, wave))[0]

    assert [bar.text for bar in spread.rows] == ["20–80 %", "20–80 %", "0–20 %", "0–20 %", "0–20 %"]


def test_the_invitation_takes_as_long_as_the_survey(pulse, company, hr):
    short = start_survey(by=hr, title="One question")
    pulse.questions.filter(key="plan_week").update(survey=short)
    for asked in (short, pulse):
        launched(asked, hr)

    assert list(Sending.objects.order_by("pk").values_list("minutes", flat=True)) == [0.5, 1.0]


def test_the_launch_page_says_whom_no_invitation_reaches(pulse, company, amara):
    labs = Person.objects.filter(department="Labs")
    labs.update(external_id=F("email"))
    labs.update(email=None)
    today = timezone.localdate()
    asked = {"title": "April", "opens_on": today, "closes_on": today + timedelta(days=7), "minimum_group": 5}
    page = signed_in(amara).post(f"/listen/{pulse.pk}/launch/", {**asked, "attributes": ["department"]})

    assert page.context["preview"].without_email == 4
    assert "4 of them have no e-mail" in page.content.decode()
