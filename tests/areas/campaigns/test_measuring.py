"""The database counts people as somebody would who walks through the ledger person by person."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.conftest import signed_in

from allaboard.areas.campaigns.choices import Arm, OutcomeKind
from allaboard.areas.campaigns.models import Act, Assignment, Campaign
from allaboard.areas.campaigns.queries.experiment import sent_steps
from allaboard.areas.campaigns.queries.lots import lots_of
from allaboard.areas.campaigns.queries.missed import missed_by_word, missed_in_order, with_reasons
from allaboard.areas.campaigns.rules import counting
from allaboard.areas.campaigns.services import acts, launch, measure, steps
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.choices import State, Suppression
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db

FATES = [
    (State.SENT, ""),
    (State.PLANNED, ""),
    (State.DEFERRED, "451"),
    (State.FAILED, "550"),
    *((State.SUPPRESSED, reason) for reason in (Suppression.NO_ADDRESS, Suppression.BOUNCED)),
]


@pytest.fixture
def told_twice(draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor) -> Campaign:
    """Both messages are with delivery, which has not begun."""
    first, second = draft.steps.all()
    steps.change_step(draft.pk, second.pk, {"kind": "tell", "on": first.on}, by=author)
    return launch.launch_campaign(approve(draft).pk, by=author)


def befall(campaign: Campaign, chance: random.Random) -> None:
    """Give every delivery a fate of its own, and let some act."""
    now = timezone.now()
    for each in Delivery.objects.filter(sending__in=[step.send_id for step in sent_steps(campaign)]):
        each.state, each.reason = chance.choice(FATES)
        is_sent = each.state == State.SENT
        each.sent_at = now if is_sent else None
        each.seen_at = now if is_sent and chance.random() < 0.5 else None
        each.save()
    people = Assignment.objects.filter(version__campaign=campaign).values_list("person_id", flat=True)
    Act.objects.bulk_create(
        Act(campaign=campaign, person_id=pk, how=OutcomeKind.RULE, on=now.date())
        for pk in people
        if chance.random() < 0.4
    )


def fates_of(campaign: Campaign) -> tuple[set[int], set[int], dict[int, str]]:
    """Who got something, who saw something, and the last reason of the others, message by message."""
    got: set[int] = set()
    saw: set[int] = set()
    reasons: dict[int, str] = {}
    words = {State.SUPPRESSED: None, State.FAILED: "refused"}
    for step in sent_steps(campaign):
        for each in Delivery.objects.filter(sending=step.send_id).order_by("pk"):
            if each.state == State.SENT:
                got.add(each.person_id)
                saw |= {each.person_id} if each.seen_at else set()
            else:
                reasons[each.person_id] = words.get(State(each.state), "waiting") or each.reason
    return got, saw, {person: reason for person, reason in reasons.items() if person not in got}


@pytest.mark.parametrize("seed", range(4))
def test_lots_and_reasons_are_those_of_a_walk_from_person_to_person(told_twice: Campaign, seed: int) -> None:
    befall(told_twice, random.Random(seed))
    got, saw, reasons = fates_of(told_twice)
    acted = set(told_twice.acts.values_list("person_id", flat=True))

    walked: dict[tuple[str, ...], Counter[str]] = {}
    for each in Assignment.objects.filter(version__campaign=told_twice):
        counted = walked.setdefault(
            (each.groups["department"], each.groups["shift"], each.stratum), Counter()
        )
        has_acted = each.person_id in acted
        if each.arm == Arm.HOLDOUT:
            counted.update(holdout=1, holdout_acted=has_acted)
        else:
            told = {"delivered": each.person_id in got, "seen": each.person_id in saw, "acted": has_acted}
            counted.update(treated=1, **told)

    found = lots_of(told_twice, ["department", "shift"])
    assert {(*lot.cell, lot.stratum): lot.counts for lot in found} == {
        key: counting.Counts(**counted) for key, counted in walked.items()
    }
    assert missed_by_word(told_twice) == Counter(reasons.values())
    named = with_reasons(missed_in_order(told_twice))
    assert [row.reason for row in named] == sorted(row.reason for row in named)
    assert {row.person.id for row in named} == set(reasons)


def test_nobody_is_compared_with_everybody_else_though_the_database_does_not_know_how_many_there_are(
    told_twice: Campaign,
) -> None:
    plans: list[str] = []

    def explain(
        execute: Callable[..., object], sql: str, params: object, many: bool, context: object
    ) -> object:
        if sql.lstrip().startswith("WITH"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN {sql}", params)
                plans.append("\n".join(line for (line,) in cursor.fetchall()))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        lots_of(told_twice, ["department"])
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_nestloop")
        (afterwards,) = cursor.fetchone()

    assert len(plans) == 1
    assert "Join" in plans[0]
    assert "Nested Loop" not in plans[0]
    assert afterwards == "on"


def test_measuring_takes_as_many_questions_for_sixty_people_as_for_forty(
    told_twice: Campaign, author: Actor, crew: list[Person]
) -> None:
    Person.objects.filter(pk__in=[person.pk for person in crew[:40]]).update(
        custom_fields={"swap_board": "yes"}
    )

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            measure.measure_campaign(told_twice.pk, by=author)
        return len(asked)

    many = questions()
    Person.objects.filter(pk__in=[person.pk for person in crew[40:]]).delete()
    assert questions() == many


def test_the_page_of_those_who_got_nothing_asks_the_same_for_any_number(
    told_twice: Campaign, amara: Person, crew: list[Person]
) -> None:
    client, url = signed_in(amara), f"/campaigns/{told_twice.pk}/unreached/"
    client.get(url)  # the first one fills caches

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(url)
        assert b"not sent yet" in answer.content
        return len(asked)

    many = questions()
    Person.objects.filter(pk__in=[person.pk for person in crew[3:]]).delete()
    assert questions() == many


def test_whom_it_did_not_reach_is_filtered_searched_and_exported(told_twice: Campaign, amara: Person) -> None:
    here = f"/campaigns/{told_twice.pk}/unreached/?sort=person&export=csv"

    def names(query: str = "") -> list[str]:
        answer = signed_in(amara).get(here + query)
        return [line.split(",")[0] for line in b"".join(answer.streaming_content).decode().splitlines()[1:]]

    everyone = names()
    assert len(everyone) > 2
    assert everyone == sorted(everyone)
    assert names("&why=waiting") == everyone
    assert names("&why=refused") == []
    assert names(f"&q={everyone[-1]}") == [everyone[-1]]


def test_nothing_is_counted_before_the_first_message_is_handed_over(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor
) -> None:
    for step in draft.steps.all():
        later = timezone.localdate() + timedelta(days=30)
        steps.change_step(
            draft.pk, step.pk, {"kind": "remind" if step.position == 2 else "ask", "on": later}, by=author
        )
    campaign = approve(draft)
    assert [lot.counts.delivered for lot in lots_of(campaign, ["department"])] == [0, 0]
    assert missed_by_word(campaign) == {}
    assert not missed_in_order(campaign).exists()


def test_a_rule_that_can_hold_for_nobody_notes_nobody(launched: Campaign) -> None:
    launched.outcome_rule = "custom.swap_board in (yes) and not custom.swap_board in (yes)"
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=True):
        assert acts.observe(launched) == 0
    assert not launched.acts.exists()
