"""What a person wants to hear of, and by which way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from django.conf import settings
from django.db import transaction

from allaboard.errors import NotAllowed
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.choices import CATEGORIES, DIGEST, TOGETHER, Channel, Rhythm
from allaboard.foundation.delivery.models import QuietHours, Wish
from allaboard.foundation.delivery.rules import quiet_hours
from allaboard.foundation.delivery.services.gathering import release
from allaboard.foundation.delivery.services.waiting import zone_of
from allaboard.foundation.people.models import Person


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person has chosen: a rhythm for each category and channel, and quiet hours or none."""

    rhythms: Mapping[tuple[str, str], str]
    quiet: tuple[time, time] | None


def wishes_of(person_id: int | None) -> Wishes:
    """The choices of a person; whatever they never touched comes at once."""
    kept = Wish.objects.filter(person=person_id).values_list("category", "channel", "rhythm")
    chosen = {(category, channel): rhythm for category, channel, rhythm in kept}
    quiet = QuietHours.objects.filter(person=person_id).values_list("starts", "ends").first()
    every = {(category, channel): Rhythm.NOW for category in CATEGORIES for channel in Channel.values}
    return Wishes({**every, **chosen}, quiet)


def clock_of(actor: Actor) -> str:
    """The time zone by whose clock the actor's quiet hours and digests go."""
    name = Person.objects.filter(pk=actor.person_id or 0).values_list("timezone", flat=True).first()
    return zone_of(name or "", settings.TIME_ZONE).key


@transaction.atomic
def stop_category(person_id: int, category: str) -> None:
    """The person gets no e-mail of this category any more; asked for by the link in a mail, so without sign-in.

    The link of a digest stops every category that came in digests. Whoever has gone gets nothing anyway.
    """
    if not Person.objects.filter(pk=person_id).exists():
        return
    if category == DIGEST:
        together = Wish.objects.filter(person=person_id, channel=Channel.EMAIL, rhythm__in=TOGETHER)
        together.update(rhythm=Rhythm.OFF)
    else:
        Wish.objects.update_or_create(
            person_id=person_id, category=category, channel=Channel.EMAIL, defaults={"rhythm": Rhythm.OFF}
        )
    release(person_id)


@transaction.atomic
def set_wishes(by: Actor, wishes: Wishes) -> None:
    """Keep the actor's choices; what waits for a digest is decided anew.

    Raises:
        NotAllowed: the actor is not in the directory.
        RuleBroken: quiet hours end when they begin.
    """
    if by.person_id is None:
        raise NotAllowed
    # Of two that are saved at once, the later one counts.
    Person.objects.select_for_update(no_key=True).get(pk=by.person_id)
    Wish.objects.filter(person=by.person_id).delete()
    Wish.objects.bulk_create(
        Wish(person_id=by.person_id, category=category, channel=channel, rhythm=rhythm)
        for (category, channel), rhythm in sorted(wishes.rhythms.items())
        if rhythm != Rhythm.NOW
    )
    QuietHours.objects.filter(person=by.person_id).delete()
    if wishes.quiet:
        starts, ends = quiet_hours(*wishes.quiet)
        QuietHours.objects.create(person_id=by.person_id, starts=starts, ends=ends)
    release(by.person_id)
