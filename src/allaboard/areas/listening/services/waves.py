"""Launching, opening, reminding and closing a wave."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.listening import emails, rules
from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Survey, Wave
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.queries.asked import asked_people
from allaboard.areas.listening.services.ballots import open_ballots
from allaboard.areas.listening.services.blocks import (
    keep_asked,
    lump_blocks,
    make_blocks,
)
from allaboard.areas.listening.services.grouping import begin_or_tell
from allaboard.areas.listening.services.names import take_out_names
from allaboard.areas.listening.services.tallies import tally
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.roles import SYSTEM, Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.jobs.facade import defer, one_by_one
from allaboard.foundation.people.facade import group_attributes
from allaboard.foundation.segments.facade import people_matching, require_askable


@dataclass(frozen=True, slots=True)
class Launch:
    """What is fixed when a wave starts."""

    title: str
    segment_text: str
    opens_on: date
    closes_on: date
    attributes: Sequence[str]  # fields, most important first
    minimum_group: int = rules.MINIMUM_GROUP
    segment_name: str = ""
    segment_id: int | None = None


@transaction.atomic
def launch_wave(survey: Survey, launch: Launch, *, by: Actor) -> Wave:
    """Freeze whom to ask, what to ask and what will be shown; announce it when its day has come.

    Raises:
        NotAllowed: the actor does not write surveys.
        RuleBroken: nothing to ask, too few people, or days that do not fit.
    """
    require_writer(by)
    require_askable(by, launch.segment_text)
    # Of two launches at once the second sees the first.
    survey = Survey.objects.select_for_update().get(pk=survey.pk)
    _require_new(survey, launch)
    rules.require_opening_day(launch.opens_on, timezone.localdate())
    rules.require_dates(launch.opens_on, launch.closes_on, timezone.localdate())
    wave = _keep_wave(survey, launch, by=by)
    record("survey.launched", by=by, on=wave, invited=wave.invited, minimum=wave.minimum_group)
    if wave.opens_on <= timezone.localdate():
        open_wave(wave, by=by)
    return wave


def _require_new(survey: Survey, launch: Launch) -> None:
    if survey.archived_at:
        raise RuleBroken(_("This survey is put away. Bring it back before you launch it."))
    same = survey.waves.exclude(stage=Stage.CLOSED).filter(
        title=launch.title,
        segment_name=launch.segment_name or launch.segment_text,
        opens_on=launch.opens_on,
        closes_on=launch.closes_on,
    )
    if same.exists():
        raise RuleBroken(_("This run was launched already: the same people would be asked the same twice."))


def _keep_wave(survey: Survey, launch: Launch, *, by: Actor) -> Wave:
    """Make the wave with its release plan, blocks and the people asked."""
    attributes = _labelled(launch.attributes)
    people = asked_people(people_matching(launch.segment_text), launch.attributes)
    asked = [question.asked() for question in survey.questions.all()]
    rules.require_minimum(launch.minimum_group)
    rules.require_ready_to_launch(asked, len(people), launch.minimum_group)
    wave = Wave(
        survey=survey,
        title=launch.title,
        segment_id=launch.segment_id,
        segment_name=(launch.segment_name or launch.segment_text)[:200],
        opens_on=launch.opens_on,
        closes_on=launch.closes_on,
        questions=[question.as_json() for question in asked],
        attributes=attributes,
        plan={},
        minimum_group=launch.minimum_group,
        launched_by_id=by.person_id,
    )
    wave.save()
    plan, blocks = make_blocks(wave, Counter(person.groups for person in people))
    wave.save()
    keep_asked(wave, people, blocks, plan)
    return wave


def _labelled(fields: Sequence[str]) -> list[list[str]]:
    """The reported attributes with their names, as a wave keeps them.

    Raises:
        RuleBroken: results cannot be shown by one of them, or they are too many.
    """
    rules.require_few_attributes(fields)
    labels = {field: str(label) for field, label in group_attributes()}
    unknown = [field for field in fields if field not in labels]
    if unknown:
        raise RuleBroken(_("Results cannot be shown by “%(field)s”.") % {"field": unknown[0]})
    return [[field, labels[field]] for field in fields]


def hold(wave: Wave) -> None:
    """Read the wave as it is now, and let nobody else change it until the transaction ends.

    Raises:
        NotFound: it was called off meanwhile.
    """
    try:
        wave.refresh_from_db(from_queryset=Wave.objects.select_for_update())
    except Wave.DoesNotExist as gone:
        raise NotFound from gone


@transaction.atomic
def open_wave(wave: Wave, *, by: Actor) -> None:
    """Let answers in and announce it to everyone asked; opening it again changes nothing."""
    hold(wave)
    if wave.stage != Stage.PLANNED:
        return
    wave.stage = Stage.OPEN
    wave.save(update_fields=["stage"])
    emails.announce(wave, by=by)
    record("survey.opened", by=by, on=wave)


@transaction.atomic
def remind(wave: Wave, *, by: Actor) -> None:
    """Send the one reminder of a wave.

    It goes to everyone asked, in words that fit those who have taken part too: a reminder to the others
    alone would write their names into the ledgers of deliveries and contacts.

    Raises:
        NotAllowed: the actor does not write surveys.
        RuleBroken: the wave is not open, or had its reminder.
    """
    require_writer(by)
    hold(wave)
    if wave.stage != Stage.OPEN:
        raise RuleBroken(_("Only an open survey can be brought to mind."))
    if wave.reminded_on:
        raise RuleBroken(_("People have had their one reminder. A second one would feel like pressure."))
    wave.reminded_on = timezone.localdate()
    wave.save(update_fields=["reminded_on"])
    emails.remind(wave, by=by)
    record("survey.reminded", by=by, on=wave)


@transaction.atomic
def close_wave(wave: Wave, *, by: Actor, losing: int = 0) -> None:
    """Stop taking answers, lump blocks where too few answered, and count.

    Args:
        wave: the run.
        by: who closes it.
        losing: how many sealed sheets may be lost because nobody has their key any more; exactly that many.

    Raises:
        BallotsShut: some sheets cannot be opened, and not exactly that many may be lost.
        RuleBroken: the wave is not open.
    """
    require_writer(by)
    hold(wave)
    if wave.stage != Stage.OPEN:
        raise RuleBroken(_("Only an open survey can be closed."))
    lost = open_ballots(wave, losing=losing)
    count_up(wave, closed_on=timezone.localdate())
    emails.invite_no_more(wave, by=by)
    defer("listening.forget_traces", once="listening.forget_traces")
    begin_or_tell(wave, by=by)
    record(
        "survey.closed",
        by=by,
        on=wave,
        answered=wave.answered or None,
        invited=wave.invited,
        smallest=wave.smallest_group,
        lost=lost,
    )


def count_up(wave: Wave, closed_on: date) -> None:
    """Turn the answers of an open wave into the blocks and counts that results are made of."""
    take_out_names(wave)
    lump_blocks(wave)
    count_and_close(wave, closed_on)


def count_and_close(wave: Wave, closed_on: date) -> None:
    """Count the answers, which are in their last blocks, and close the wave."""
    if wave.smallest_group >= wave.minimum_group:
        tally(wave, wave.asked())
    wave.stage, wave.closed_on = Stage.CLOSED, closed_on
    wave.save()


def open_and_close_due(today: date) -> tuple[int, int]:
    """Open waves whose day has come and close those whose day has passed; returns how many of each.

    One whose ballots cannot all be opened stays open, until its key is back or somebody closes it without them.
    """
    opening = Wave.objects.filter(stage=Stage.PLANNED, opens_on__lte=today)
    opened = one_by_one(list(opening), partial(open_wave, by=SYSTEM))
    closing = Wave.objects.filter(stage=Stage.OPEN, closes_on__lt=today)
    return opened, one_by_one(list(closing), partial(close_wave, by=SYSTEM))


@transaction.atomic
def mark_told(wave_id: int, *, on: date) -> None:
    """Note the day on which people heard what changed because of a wave."""
    Wave.objects.filter(pk=wave_id, told_on=None).update(told_on=on)


@transaction.atomic
def mark_untold(wave_id: int) -> None:
    """Note that all that people heard of what changed because of a wave was taken back: they are owed it again."""
    Wave.objects.filter(pk=wave_id).update(told_on=None)
