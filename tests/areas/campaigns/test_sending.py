"""Launch, sending, reminding, pausing, readiness and measuring, through the real delivery ledger."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation
from tests.conftest import signed_in

from allaboard.areas.campaigns import emails, tasks
from allaboard.areas.campaigns.choices import Arm, Status
from allaboard.areas.campaigns.models import Assignment, Campaign
from allaboard.areas.campaigns.queries.missed import missed_in_order, with_reasons
from allaboard.areas.campaigns.services import acts, drafts, handover, launch, measure, steps
from allaboard.areas.campaigns.tasks import move_on
from allaboard.areas.initiatives import facade as initiatives
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person
from allaboard.statistics.told import Told

pytestmark = pytest.mark.django_db


def sides(campaign: Campaign) -> tuple[set[int], set[int]]:
    rows = Assignment.objects.filter(version__campaign=campaign)
    return tuple(set(rows.filter(arm=arm).values_list("person_id", flat=True)) for arm in Arm)  # type: ignore[return-value]


def sent_to(campaign: Campaign, position: int) -> set[int]:
    step = campaign.steps.get(position=position)
    rows = delivery.state_queryset(step.send_id or 0).filter(state="sent")
    return set(rows.values_list("person_id", flat=True))


def in_days(days: float) -> datetime:
    return timezone.now() + timedelta(days=days)


def act_in_directory(person_ids: set[int]) -> None:
    Person.objects.filter(pk__in=person_ids).update(custom_fields={"swap_board": "yes"})


def test_the_treated_get_it_and_the_holdout_does_not(launched: Campaign) -> None:
    treated, held = sides(launched)
    with time_machine.travel(in_days(1.1), tick=True):
        delivery.run_due(1_000)
    assert len(treated) == 48
    assert sent_to(launched, 1) == treated
    assert not sent_to(launched, 1) & held


def test_without_an_hour_a_message_leaves_at_once(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor
) -> None:
    draft.steps.filter(position=1).update(at=None)
    launch.launch_campaign(approve(draft).pk, by=author)
    treated, _ = sides(draft)
    delivery.run_due(1_000)
    assert sent_to(draft, 1) == treated


def test_the_reminder_goes_only_to_those_who_have_not_acted(launched: Campaign) -> None:
    treated, _ = sides(launched)
    acted = set(sorted(treated)[:20])
    act_in_directory(acted)
    assert launched.steps.get(position=2).send_id is None  # who it is for is not known before its day
    with time_machine.travel(in_days(7.2), tick=True):
        move_on()
        delivery.run_due(1_000)
        move_on()
    with time_machine.travel(in_days(8.3), tick=True):
        delivery.run_due(1_000)
    assert sent_to(launched, 2) == treated - acted


def test_handing_over_twice_sends_once(launched: Campaign) -> None:
    step = launched.steps.get(position=1)
    count = Delivery.objects.filter(sending=step.send_id).count()
    step.send_id = None
    step.save()
    handover.hand_over_due_steps(launched, timezone.now())
    assert launched.steps.get(position=1).send_id is not None
    assert Delivery.objects.filter(sending=launched.steps.get(position=1).send_id).count() == count


def test_an_ask_waits_until_the_initiative_is_ready(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor
) -> None:
    initiative = initiatives.start_initiative("Shift swaps", "Swaps take days.", [], by=author)
    drafts.change_campaign(draft.pk, {"initiative_id": initiative}, by=author)
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    step = campaign.steps.get(position=1)
    assert step.send_id is None
    assert "too early" in (handover.why_it_waits(campaign, step, timezone.now()) or "")


def test_a_launched_campaign_cannot_be_edited(launched: Campaign, author: Actor) -> None:
    with pytest.raises(RuleBroken, match="was launched"):
        drafts.change_campaign(launched.pk, {"goal": "Other"}, by=author)


def test_a_paused_campaign_sends_nothing_until_it_goes_on(launched: Campaign, author: Actor) -> None:
    launch.pause_campaign(launched.pk, by=author)
    with time_machine.travel(in_days(1.1), tick=True):
        delivery.run_due(1_000)
        assert sent_to(launched, 1) == set()
        launch.resume_campaign(launched.pk, by=author)
        delivery.run_due(1_000)
    assert len(sent_to(launched, 1)) == 48


def test_a_campaign_paused_since_it_was_looked_at_hands_over_nothing(
    launched: Campaign, author: Actor
) -> None:
    launch.pause_campaign(launched.pk, by=author)
    with time_machine.travel(in_days(8), tick=True):
        tasks.hand_over(launched.pk)
    assert launched.steps.get(position=2).send_id is None


def test_a_campaign_that_cannot_move_on_holds_up_no_other(
    launched: Campaign, author: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = Campaign.objects.create(pk=launched.pk - 1, title="Broken", status=Status.RUNNING)

    def fails_for_one(campaign: Campaign, now: datetime) -> int:
        if campaign.pk == broken.pk:
            raise RuleBroken("It has no audience.")
        return handover.hand_over_due_steps(campaign, now)

    monkeypatch.setattr(tasks, "hand_over_due_steps", fails_for_one)
    with time_machine.travel(in_days(8), tick=True):
        move_on()
    assert launched.steps.get(position=2).send_id is not None


def test_a_cancelled_campaign_accounts_for_everyone(launched: Campaign, author: Actor) -> None:
    launch.cancel_campaign(launched.pk, by=author)
    progress = delivery.progress(launched.steps.get(position=1).send_id or 0)
    assert progress.suppressed == {"cancelled": 96}


def test_measuring_keeps_the_figures_and_the_final_one_ends_it(launched: Campaign, author: Actor) -> None:
    treated, held = sides(launched)
    act_in_directory(set(sorted(treated)[:36]) | set(sorted(held)[:3]))
    with time_machine.travel(in_days(1.1), tick=True):
        delivery.run_due(1_000)
        measured = measure.measure_campaign(launched.pk, by=author)
    assert (measured.intended, measured.delivered, measured.acted) == (48, 48, Told(48, 36, 36))
    assert (measured.holdout, measured.holdout_acted) == (12, Told(12, 3, 3))
    assert measured.lift == pytest.approx(0.5, abs=0.08)
    assert measured.lift_low is not None
    assert measured.lift_low > 0
    assert {group.intended for group in measured.groups.filter(holdout=None)} == {16, 32}
    assert not measured.groups.filter(
        holdout__lt=5
    ).exists()  # Paint holds out four, so it is never compared alone
    for days in (8, 30):  # the reminder, and the end
        with time_machine.travel(in_days(days), tick=True):
            move_on()
    launched.refresh_from_db()
    assert launched.status == Status.FINISHED
    with pytest.raises(RuleBroken, match="stay as they are"):
        measure.measure_campaign(launched.pk, by=author)


def test_what_was_so_before_the_launch_is_marked(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, crew: list[Person]
) -> None:
    act_in_directory({person.pk for person in crew[:10]})
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    assert campaign.acts.filter(before=True).count() == 10


def test_whoever_was_not_reached_is_listed_with_the_reason(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, crew: list[Person]
) -> None:
    drafts.change_campaign(draft.pk, {"holdout_share": 0}, by=author)
    for step in draft.steps.all():
        steps.change_step(draft.pk, step.pk, {"channels": ["email"]}, by=author)
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    Person.objects.filter(pk=crew[0].pk).update(email=None, external_id="P-1")
    with time_machine.travel(in_days(1.1), tick=True):
        delivery.run_due(1_000)
    assert [(row.person.id, row.reason) for row in with_reasons(missed_in_order(campaign))] == [
        (crew[0].pk, "has no e-mail address")
    ]
    assert len(sent_to(campaign, 1)) == 59
    with translation.override(
        "de"
    ):  # whoever measures, figures keep a word that each reader's language has words for
        measured = measure.measure_campaign(campaign.pk, by=author)
    assert measured.undelivered == {"no_address": 1}
    page = signed_in(Person.objects.get(pk=author.person_id)).get(f"/campaigns/{campaign.pk}/results/")
    assert "1 has no e-mail address" in page.content.decode()


def test_opening_a_personal_link_records_nothing_and_pressing_does(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, crew: list[Person]
) -> None:
    drafts.change_campaign(draft.pk, {"outcome_kind": "acknowledged", "holdout_share": 0}, by=author)
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    step = campaign.steps.get(position=1)
    assert "we record" in emails.message_of(step, campaign).reason
    url = emails.act_url(campaign.pk, step.pk, crew[0].pk).split("/", 3)[3]
    scanner = Client()
    assert scanner.get(f"/{url}").status_code == 200
    assert scanner.head(f"/{url}").status_code == 200
    assert not campaign.acts.exists()
    assert scanner.post(f"/{url}").status_code == 200
    assert list(campaign.acts.values_list("person_id", flat=True)) == [crew[0].pk]
    assert scanner.get(f"/{url[:-3]}xx/").status_code == 404


def test_an_uploaded_list_is_matched_by_address_and_id(
    draft: Campaign, approve: Callable[[Campaign], Campaign], author: Actor, crew: list[Person], ben: Person
) -> None:
    drafts.change_campaign(draft.pk, {"outcome_kind": "listed", "holdout_share": 0.2}, by=author)
    Person.objects.filter(pk=crew[1].pk).update(external_id="Ab-7")
    campaign = launch.launch_campaign(approve(draft).pk, by=author)
    rows = f"E-mail;when\nCREW0@plant.test;Monday\ncrew0@plant.test;Tuesday\nAb-7;Monday\n{ben.email};x\nnobody@x.test;x\n"
    result = acts.note_listed(campaign.pk, acts.listed_in(rows.encode()), by=author)
    assert (result.rows, result.noted, result.outside, result.unknown) == (5, 2, 1, ("nobody@x.test",))
    assert acts.note_listed(campaign.pk, acts.listed_in(rows.encode()), by=author).known_before == 2
    with pytest.raises(RuleBroken, match="UTF-8"):
        acts.listed_in(b"\xff\xfe\x00")


def test_why_people_get_it_is_said_in_the_language_of_the_message(draft: Campaign, author: Actor) -> None:
    step = draft.steps.get(position=1)
    steps.word_step(draft.pk, step.pk, "de", {"subject": "Brett", "body": "Neu"}, by=author)
    with translation.override("es"):  # that of whoever launches it
        assert emails.message_of(step, draft).reason.startswith("You get this because")
        assert emails.variants_of(step, draft)["de"].reason.startswith("Sie ")
