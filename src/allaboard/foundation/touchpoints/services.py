"""Writes contacts, many in one statement, and takes them out in the only two ways there are."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.people.facade import visible_people
from allaboard.foundation.touchpoints import permissions
from allaboard.foundation.touchpoints.models import AttentionLimit
from allaboard.foundation.touchpoints.queries import weekly_minutes
from allaboard.foundation.touchpoints.rules import (
    EARLIEST,
    FEWEST_WEEKLY_MINUTES,
    LONGEST_SUMMARY,
    MOST_WEEKLY_MINUTES,
    Touch,
    require_known,
)

MONTHS_AHEAD = 6
CLOCKS_DIFFER = timedelta(minutes=5)
# The person's own row says whether the contact belongs to the sample; people no longer known are left out.
NOTE = """
    INSERT INTO touchpoints_touchpoint
        (person_id, kind, direction, area, object_ref, at, minutes, tone, who_id, summary, is_sample)
    SELECT t.person_id, t.kind, t.direction, t.area, t.object_ref, t.at, t.minutes, t.tone, t.who_id, t.summary,
           p.is_sample
    FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[], %s::float8[],
                %s::text[], %s::bigint[], %s::text[])
         AS t (person_id, kind, direction, area, object_ref, at, minutes, tone, who_id, summary)
    JOIN people_person p ON p.id = t.person_id"""

# As many lines as statements wrote become one for each quarter of an hour; what was added and taken out again goes.
FOLD = """
    WITH folded AS (
        DELETE FROM touchpoints_askedminutes WHERE quarter IN (
            SELECT quarter FROM touchpoints_askedminutes GROUP BY quarter HAVING count(*) > 1)
        RETURNING quarter, minutes)
    INSERT INTO touchpoints_askedminutes (quarter, minutes)
    SELECT quarter, sum(minutes) FROM folded GROUP BY quarter HAVING sum(minutes) <> 0"""


def note(touches: Iterable[Touch]) -> int:
    """Add contacts to the ledger in one statement; how many were added.

    Raises:
        ValueError: a contact has a kind, direction, tone or time the ledger does not know; then none is added.
    """
    rows = [_row(touch) for touch in touches]
    if not rows:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(NOTE, [list(column) for column in zip(*rows, strict=True)])
        return int(cursor.rowcount)


def _row(touch: Touch) -> Sequence[object]:
    require_known(touch)
    return (
        touch.person_id,
        touch.kind,
        touch.direction,
        touch.area[:40],
        touch.object_ref[:120],
        touch.at,
        float(touch.minutes),
        touch.tone,
        touch.who_id,
        touch.summary[:LONGEST_SUMMARY],
    )


def ensure_months(first: date | None = None, months: int = MONTHS_AHEAD) -> int:
    """Make the partitions from the first day's month on, as far as they are missing; how many were made."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT touchpoints_ensure_months(%s, %s)", [first or timezone.localdate(), months])
        return int(cursor.fetchone()[0])


def fold_asked_minutes() -> None:
    """Make one line of all that say what was asked in the same quarter of an hour."""
    with connection.cursor() as cursor:
        cursor.execute(FOLD)


@transaction.atomic
def erase_person(person_id: int, *, by: Actor) -> int:
    """Delete every contact of a person who has the right to be forgotten; how many there were.

    Raises:
        NotFound: there is no such person, or the actor may not know.
        NotAllowed: the actor is no HR leader, or the contacts are about the actor.
    """
    if not visible_people(by).filter(pk=person_id).exists():
        raise NotFound
    require(permissions.may_erase(by, person_id))
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('allaboard.erased_person', %s, true)", [str(person_id)])
        cursor.execute("DELETE FROM touchpoints_touchpoint WHERE person_id = %s", [person_id])
        erased = int(cursor.rowcount)
        cursor.execute("SELECT set_config('allaboard.erased_person', '', true)")
    fold_asked_minutes()  # a line of less than nothing would tell of the person
    record("touchpoints.erased", by=by, person=person_id, contacts=erased)
    return erased


@transaction.atomic
def remove_sample() -> int:
    """Delete the sample company's contacts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('allaboard.removing_sample', 'on', true)")
        cursor.execute("DELETE FROM touchpoints_touchpoint WHERE is_sample")
        removed = int(cursor.rowcount)
        cursor.execute("SELECT set_config('allaboard.removing_sample', '', true)")
    fold_asked_minutes()
    return removed


def note_own(touch: Touch, *, by: Actor) -> int:
    """Add a contact that the actor had with a person the actor may see.

    Raises:
        NotFound: there is no such person, or the actor may not know.
        NotAllowed: the actor does not write contacts with this person down.
        RuleBroken: the contact lies in the future, or before anybody's time.
    """
    if not visible_people(by).filter(pk=touch.person_id).exists():
        raise NotFound
    require(permissions.may_note(by, touch.person_id))
    if touch.at > timezone.now() + CLOCKS_DIFFER:
        raise RuleBroken(_("A contact is written down after it took place."))
    if touch.at < EARLIEST:
        raise RuleBroken(_("Nobody of today was met so long ago. Look at the year."))
    return note([replace(touch, who_id=by.person_id)])


@transaction.atomic
def set_weekly_minutes(minutes: int, *, by: Actor) -> None:
    """Set what messages may ask of one person in a week; the limits before it stay to be read.

    Raises:
        NotAllowed: the actor is neither an HR leader nor an administrator.
        RuleBroken: the number is no sensible limit.
    """
    require(permissions.may_set_attention_limit(by), _("Only HR leaders and administrators set this limit."))
    if not FEWEST_WEEKLY_MINUTES <= minutes <= MOST_WEEKLY_MINUTES:
        raise RuleBroken(
            _("Choose %(fewest)s to %(most)s minutes.")
            % {"fewest": FEWEST_WEEKLY_MINUTES, "most": MOST_WEEKLY_MINUTES}
        )
    before = weekly_minutes()
    if minutes == before:
        return
    limit = AttentionLimit.objects.create(weekly_minutes=minutes, set_by_name=by.name)
    record("attention_limit.set", by=by, on=limit, minutes=minutes, before=before)
