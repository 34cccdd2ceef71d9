"""The whole loop on real input, told line by line: people, segments, surveys, themes, a campaign, a change."""

import csv
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from tests.conftest import acting, grant, make_person, signed_in
from tests.real.files import MENTAL_HEALTH_FILE, PEOPLE_FILE, needs
from tests.real.mail_server import Sink
from tests.real.mailing import Account, account_of, approved, require_all_accounted_for
from tests.real.staff import (
    COLUMNS,
    PEOPLE,
    WITHOUT_ADDRESS,
    applied_by_the_wizard,
    give_addresses,
    guessed_by_the_wizard,
    imported_by_the_command,
    undone_by_the_wizard,
)
from tests.real.surveys import SAY_NOTHING, employee_survey, mental_health_survey

from allaboard.areas.campaigns.facade import people_reached
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.services import launch, measure
from allaboard.areas.changes import services as changes
from allaboard.areas.changes.origins import Origin
from allaboard.areas.changes.queries.changes import proof_of
from allaboard.areas.listening.queries.themes import themes_of
from allaboard.areas.listening.services.themes import find_themes
from allaboard.areas.listening.themes.embedding import model_files
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments
from allaboard.foundation.segments.services import Draft, create_segment

pytestmark = [
    pytest.mark.real,
    pytest.mark.django_db(transaction=True),
    needs(PEOPLE_FILE, MENTAL_HEALTH_FILE),
]
Say = Callable[[str], None]
Row = dict[str, str]

# A rule, and the same question asked of the file itself.
SEGMENTS: tuple[tuple[str, str, Callable[[Row], bool]], ...] = (
    (
        "Sales on overtime",
        "department = Sales and custom.over_time = Yes",
        lambda row: row["Department"] == "Sales" and row["OverTime"] == "Yes",
    ),
    (
        "New and far from home",
        "custom.years_at_company < 2 and custom.distance_from_home > 20",
        lambda row: int(row["YearsAtCompany"]) < 2 and int(row["DistanceFromHome"]) > 20,
    ),
    (
        "On the road, low level",
        'job level in (1, 2) and not custom.business_travel = "Non-Travel"',
        lambda row: row["JobLevel"] in "12" and row["BusinessTravel"] != "Non-Travel",
    ),
)


def test_the_whole_loop_on_real_files(sink: Sink, say: Say) -> None:
    amara = grant(make_person("Amara", department="Test staff"), Role.HR_LEADER, Role.HR_GENERALIST)
    reviewer = acting(grant(make_person("Rosa", department="Test staff"), Role.REVIEWER))
    by = acting(amara)

    say(f"\n\nPeople: {PEOPLE_FILE.name}")
    people_by_the_wizard(amara, say)
    people_by_the_command(say)
    give_addresses()
    say(
        f"  the file has no addresses: {PEOPLE - WITHOUT_ADDRESS:,} people were given one, {WITHOUT_ADDRESS} have none"
    )
    say("Segments")
    kept_segments(by, say)
    say("Surveys")
    surveys_and_themes(by, say)
    say("Campaign")
    campaign = launch.launch_campaign(approved(by, reviewer).pk, by=by)
    with time_machine.travel(timezone.now() + timedelta(days=1.1), tick=True):
        account = campaign_by_mail(campaign, by, sink, say)
        say("Change")
        change_to_the_same_people(campaign, account, by, sink, say)


def people_by_the_wizard(amara: Person, say: Say) -> None:
    client = signed_in(amara)
    run, values = guessed_by_the_wizard(client)
    assert len(run.headers) == COLUMNS
    applied_by_the_wizard(client, run, values)
    run.refresh_from_db()
    assert in_directory() == PEOPLE
    fields = sum(bool(target) for target in run.targets)
    say(
        f"  wizard: {run.row_count:,} rows, {len(run.headers)} columns, {fields} of them taken: {in_directory():,} people"
    )
    undone_by_the_wizard(client, run)
    assert in_directory() == 0
    say(f"  wizard, Undo: {in_directory()} people")


def people_by_the_command(say: Say) -> None:
    for unchanged in (0, PEOPLE):
        told = imported_by_the_command()
        counts = {key: told[key] for key in ("rows", "created", "updated", "unchanged", "skipped")}
        assert counts == {
            "rows": PEOPLE,
            "created": PEOPLE - unchanged,
            "updated": 0,
            "unchanged": unchanged,
            "skipped": 0,
        }
        say(f"  ./allaboard import people … --json: {counts}")
    assert in_directory() == PEOPLE


def in_directory() -> int:
    return Person.objects.exclude(department="Test staff").count()


def kept_segments(by: Actor, say: Say) -> None:
    with PEOPLE_FILE.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for name, text, holds in SEGMENTS:
        kept = create_segment(Draft(name, text), by=by)
        found = segments.people_matching(kept.text).count()
        assert 0 < found == sum(map(holds, rows))
        say(f"  {found:4} people: {name} ({kept.text})")


def surveys_and_themes(by: Actor, say: Say) -> None:
    ratings, columns = employee_survey(by)
    assert ratings.answered == 2833
    say(
        f"  employee_survey: {ratings.answered:,} answers to {len(columns)} scales, no comments, so no themes"
    )
    wave, written = mental_health_survey(by)
    find_themes(wave, by=by)
    themes = themes_of(wave)
    assert sum(theme.comments for theme in themes) == written - SAY_NOTHING
    model = "by meaning" if model_files() else "by words"
    say(
        f"  {MENTAL_HEALTH_FILE.name}: {wave.answered:,} answers, {written:,} comments, {len(themes)} themes {model}"
    )
    for theme in themes:
        say(f"    {theme.comments:5} {theme.theme.title}")


def campaign_by_mail(campaign: Campaign, by: Actor, sink: Sink, say: Say) -> Account:
    delivery.run_due()
    measured = measure.measure_campaign(campaign.pk, by=by)
    account, received = account_of(campaign), sink.taken()
    assert account.held_out == measured.holdout > 0
    require_all_accounted_for(account, PEOPLE, received)
    suppressed = sum(account.suppressed.values())
    say(
        f"  {account.sent:,} sent + {account.refused} refused by the server + {suppressed} suppressed "
        f"{dict(account.suppressed)} + {account.held_out} held out = {account.people:,}"
    )
    say(
        f"  the server took {sum(received.values()):,} mails for {len(received):,} mailboxes: the very ones marked sent"
    )
    return account


def change_to_the_same_people(campaign: Campaign, account: Account, by: Actor, sink: Sink, say: Say) -> None:
    words = changes.Words("did", "Overtime is settled months late.", "There is a form, settled each month.")
    change = changes.draft_change(words, Origin(campaign_id=campaign.pk), by)
    changes.publish_change(change, by)
    delivery.run_due()

    meant = set(people_reached(campaign.pk).values_list("pk", flat=True))
    change.refresh_from_db()
    told = set(
        delivery.state_queryset(change.send_id or 0).filter(state="sent").values_list("person_id", flat=True)
    )
    proof, received = proof_of(change), sink.taken()
    assert proof is not None
    assert told == meant
    assert len(meant) == PEOPLE - account.held_out
    assert (proof.asked, proof.delivered, proof.waiting, proof.outside) == (len(meant), len(meant), 0, 0)
    assert set(received) == account.addresses
    say(
        f"  published: reached {proof.delivered:,} of {proof.asked:,} people of the campaign, {proof.waiting} waiting, "
        f"{proof.outside} outside, {account.held_out} held out were told nothing; {len(received):,} also got it as mail"
    )
