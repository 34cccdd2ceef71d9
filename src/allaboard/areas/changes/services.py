"""Writes, publishes, corrects and takes back changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.facade import people_reached
from allaboard.areas.changes import permissions
from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.emails import change_send
from allaboard.areas.changes.models import Change, Revision, Told
from allaboard.areas.changes.origins import Origin, as_it_stands, frozen
from allaboard.areas.changes.rules import require_promise
from allaboard.areas.listening.facade import mark_told, mark_untold, people_asked
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery.facade import SendRef, schedule
from allaboard.foundation.undo.facade import Row, put_back

KEEP_ASKED = """
INSERT INTO changes_told (change_id, person_id)
SELECT %s, asked.id FROM ({asked}) AS asked (id) ON CONFLICT DO NOTHING
"""
WORDS = ("kind", "you_said", "we_did", "outcome", "promised_on")


@dataclass(frozen=True, slots=True)
class Words:
    """What is said: kind, the people's voice, the answer and what came of it."""

    kind: str
    you_said: str
    we_did: str
    outcome: str = ""
    is_public: bool = True
    promised_on: date | None = None  # the day by which what is under way is to be done


@transaction.atomic
def draft_change(words: Words, origin: Origin, by: Actor, *, is_sample: bool = False) -> Change:
    """Write a draft that rests on what the actor may see.

    Raises:
        NotAllowed: the actor is neither HR nor communications.
        RuleBroken: words are missing, or a day is promised that has passed, or for something that is not under way.
    """
    require(permissions.may_write(by), _("Only HR and communications write here."))
    change = Change(created_by_id=by.person_id, is_sample=is_sample)
    _say(change, words)
    _set(change, frozen(by, origin))
    change.save()
    record("change.drafted", by=by, on=change)
    return change


@transaction.atomic
def rewrite_draft(change: Change, words: Words, origin: Origin, by: Actor) -> None:
    """Change a draft that nobody has read yet.

    Raises:
        NotAllowed: the actor may not write.
        NotFound: it was deleted meanwhile.
        RuleBroken: it is published, words are missing, or a day is promised that has passed.
    """
    require(permissions.may_write(by))
    change = _locked(change)
    if change.status != Status.DRAFT:
        raise RuleBroken(_("This is published. Correct it, so that its history stays."))
    _say(change, words)
    _set(change, frozen(by, origin))
    change.save()
    record("change.rewritten", by=by, on=change)


def _locked(change: Change) -> Change:
    """The change as it stands now, whatever the caller has read, until the transaction ends."""
    found = Change.objects.select_for_update().filter(pk=change.pk).first()
    if found is None:
        raise NotFound
    return found


def _say(change: Change, words: Words) -> None:
    if not (words.you_said.strip() and words.we_did.strip()):
        raise RuleBroken(_("Say what people said, and what became of it."))
    require_promise(words.kind, words.promised_on, change.promised_on, timezone.localdate())
    _set(
        change,
        {
            "kind": words.kind,
            "you_said": words.you_said.strip(),
            "we_did": words.we_did.strip(),
            "outcome": words.outcome.strip(),
            "is_public": words.is_public,
            "promised_on": words.promised_on,
        },
    )


def _set(change: Change, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        setattr(change, name, value)


@transaction.atomic
def publish_change(change: Change, by: Actor, *, seen: str = "") -> SendRef | None:
    """Tell exactly the people who were asked, and show it on “What changed”; publishing twice changes nothing.

    What it rests on is kept as it is now.

    Args:
        change: the draft.
        by: who publishes.
        seen: what `seen_as` gave for the words that were looked at; nothing where nobody looked.

    Raises:
        NotAllowed: the actor is neither HR nor communications.
        NotFound: it was deleted meanwhile.
        RuleBroken: it was taken back, somebody has changed it since it was seen, or nobody would see it.
    """
    require(permissions.may_publish(by), _("Only HR and communications publish."))
    change = _locked(change)
    if change.status == Status.WITHDRAWN:
        raise RuleBroken(_("This was taken back. Write a new one."))
    if change.status == Status.PUBLISHED:
        return SendRef(change.send_id, change.told.count()) if change.send_id else None
    if seen and seen != seen_as(change):
        raise RuleBroken(_("Somebody has changed this draft since you looked at it. Read it again."))
    asked = freeze_asked(change)
    if not asked and not change.is_public:
        raise RuleBroken(_("Nobody was asked, and not everyone may read it: nobody would see this."))
    change = as_it_stands(by, change)
    change.status, change.published_at, change.published_by_name = Status.PUBLISHED, timezone.now(), by.name
    sent = schedule(change_send(change), by) if asked else None
    change.send_id = sent.id if sent else None
    change.save()
    if change.wave_id:
        mark_told(change.wave_id, on=timezone.localdate())
    record("change.published", by=by, on=change, asked=asked)
    return sent


def seen_as(change: Change) -> str:
    """What a preview carries, so that no other words are published than those that were looked at."""
    return change.updated_at.isoformat()


def freeze_asked(change: Change) -> int:
    """Keep who was asked, in one statement; how many they are."""
    if change.wave_id:
        people = people_asked(change.wave_id)
    elif change.campaign_id:
        people = people_reached(change.campaign_id)
    else:
        return 0
    try:
        sql, values = people.order_by().values_list("pk").query.sql_with_params()
    except EmptyResultSet:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(KEEP_ASKED.format(asked=sql), [change.pk, *values])
    return Told.objects.filter(change=change).count()


@transaction.atomic
def correct_change(change: Change, words: Words, reason: str, by: Actor) -> None:
    """Correct what was published; how it read before, and why it changed, stay to be read.

    Raises:
        NotAllowed: the actor may not publish.
        RuleBroken: it is not published, no reason or no words are given, or it would be hidden from those who may read it.
    """
    require(permissions.may_publish(by))
    change = _locked(change)
    if change.status != Status.PUBLISHED:
        raise RuleBroken(_("Only what is published can be corrected."))
    if change.is_public and not words.is_public:
        raise RuleBroken(_("Everyone may read this already. Take it back instead: readers then see why."))
    if not reason.strip():
        raise RuleBroken(_("Say why it is corrected. Readers see it."))
    before = {name: getattr(change, name) for name in WORDS}
    Revision.objects.create(change=change, reason=reason.strip()[:250], by_name=by.name, **before)
    _say(change, words)
    change.save()
    record("change.corrected", by=by, on=change, reason=reason)


@transaction.atomic
def withdraw_change(change: Change, reason: str, by: Actor) -> None:
    """Take back what was published; that it was there, and why it went, stays to be read.

    Where nothing else was told of the survey, its people are owed an answer again.

    Raises:
        NotAllowed: the actor may not publish.
        RuleBroken: it is not published, or no reason is given.
    """
    require(permissions.may_publish(by))
    change = _locked(change)
    if change.status != Status.PUBLISHED:
        raise RuleBroken(_("Only what is published can be taken back."))
    if not reason.strip():
        raise RuleBroken(_("Say why it is taken back. Readers see it."))
    change.status, change.withdrawn_at = Status.WITHDRAWN, timezone.now()
    change.withdrawn_reason = reason.strip()[:250]
    change.save(update_fields=["status", "withdrawn_at", "withdrawn_reason", "updated_at"])
    still_told = Change.objects.filter(wave_id=change.wave_id, status=Status.PUBLISHED)
    if change.wave_id and not still_told.exists():
        mark_untold(change.wave_id)
    record("change.withdrawn", by=by, on=change, reason=reason)


@transaction.atomic
def delete_draft(change: Change, by: Actor) -> None:
    """Throw a draft away; nobody has read it.

    Raises:
        NotAllowed: the actor may not write.
        RuleBroken: it is published.
    """
    require(permissions.may_write(by))
    change = _locked(change)
    if change.status != Status.DRAFT:
        raise RuleBroken(_("What was published can be taken back, not deleted."))
    record("change.draft_deleted", by=by, on=change)
    change.delete()


@transaction.atomic
def put_draft_back(rows: Sequence[Row], by: Actor) -> None:
    """Bring a draft back that was thrown away."""
    require(permissions.may_write(by))
    put_back(rows)
    record("change.draft_restored", by=by, on=Change.objects.get(pk=rows[0]["pk"]))


@transaction.atomic
def remove_sample() -> int:
    """Delete every change of the sample company with its history; returns how many rows went."""
    removed, _by_model = Change.objects.filter(is_sample=True).delete()
    return removed
