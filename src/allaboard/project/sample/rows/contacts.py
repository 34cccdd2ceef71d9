"""Contacts of the last half year in the sample company; nights are met less often, as planted."""

import random
from datetime import datetime, timedelta
from itertools import islice

from django.utils import timezone

from allaboard.bulk import unchecked
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.facade import Direction, Kind, Tone
from allaboard.project.sample.planted import LeftOut, Planted
from allaboard.project.sample.progress import Tick
from allaboard.project.sample.rows import ledger

MET_SHARE, NIGHT_MET_SHARE = 0.74, 0.38
BATCH = 10_000
NO_NIGHTS = "nobody works at night"
WORDS = (
    ("How is the new line going?", Tone.GOOD), ("Talked about the next step.", Tone.GOOD), ("Asked about leave days.", Tone.NEUTRAL),
    ("Tired after three weekends in a row.", Tone.BAD), ("Wants to learn the second machine.", Tone.GOOD), ("Nothing special.", Tone.NEUTRAL),
)  # fmt: skip


def make(seed: int, walker: Person, on_progress: Tick) -> Planted:
    """Write the contacts; and what was planted in them."""
    chance, now = random.Random(f"{seed}:contacts"), timezone.now()
    people = Person.objects.filter(is_sample=True, active=True).exclude(pk=walker.pk).order_by("pk")
    total, done = people.count(), 0
    if not total:
        return Planted(left_out=[LeftOut("Contacts", "nobody else is there to meet")])
    source = people.values_list("pk", "shift").iterator(chunk_size=BATCH)
    with unchecked():  # the people were read just now
        while batch := list(islice(source, BATCH)):
            ledger.note(_contact(chance, person_id, shift, walker.pk, now) for person_id, shift in batch)
            done += len(batch)
            on_progress(done / total)
    if people.filter(shift="Night").exists():
        return Planted({"contacts": {"met_in_90_days": MET_SHARE, "nights_met_in_90_days": NIGHT_MET_SHARE}})
    return Planted(
        {"contacts": {"met_in_90_days": MET_SHARE}}, [LeftOut("Nights are met less often", NO_NIGHTS)]
    )


def _contact(
    chance: random.Random, person_id: int, shift: str, walker_id: int, now: datetime
) -> ledger.Contact:
    share = NIGHT_MET_SHARE if shift == "Night" else MET_SHARE
    days = chance.uniform(1, 88) if chance.random() < share else chance.uniform(95, 175)
    summary, tone = chance.choice(WORDS)
    minutes = chance.choice((3, 5, 8, 15))
    return (
        person_id, Kind.CHECK_IN.value, Direction.OUT.value, "checkins", now - timedelta(days=days), minutes, tone.value, walker_id, summary, True,
    )  # fmt: skip
