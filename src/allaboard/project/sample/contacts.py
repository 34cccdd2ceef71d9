"""Contacts of the last half year in the sample company; nights are met less often, as planted."""

import random
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.facade import Direction, Kind, Tone, Touch, note

MET_SHARE, NIGHT_MET_SHARE = 0.74, 0.38
BATCH = 10_000
WORDS = (
    ("How is the new line going?", Tone.GOOD), ("Talked about the next step.", Tone.GOOD), ("Asked about leave days.", Tone.NEUTRAL),
    ("Tired after three weekends in a row.", Tone.BAD), ("Wants to learn the second machine.", Tone.GOOD), ("Nothing special.", Tone.NEUTRAL),
)  # fmt: skip


def make(seed: int, walker: Person) -> dict[str, object]:
    """Write the contacts; and what was planted in them."""
    batch: list[Touch] = []
    for touch in _touches(random.Random(f"{seed}:contacts"), walker):
        batch.append(touch)
        if len(batch) == BATCH:
            note(batch)
            batch = []
    note(batch)
    return {"met_in_90_days": MET_SHARE, "nights_met_in_90_days": NIGHT_MET_SHARE}


def _touches(chance: random.Random, walker: Person) -> Iterator[Touch]:
    now = timezone.now()
    people = Person.objects.filter(is_sample=True, active=True).order_by("pk").values_list("pk", "shift")
    for person_id, shift in people.iterator(chunk_size=BATCH):
        share = NIGHT_MET_SHARE if shift == "Night" else MET_SHARE
        days = chance.uniform(1, 88) if chance.random() < share else chance.uniform(95, 175)
        summary, tone = chance.choice(WORDS)
        yield Touch(
            person_id=person_id, kind=Kind.CHECK_IN, direction=Direction.OUT, area="checkins", object_ref="",
            at=now - timedelta(days=days), minutes=float(chance.choice((3, 5, 8, 15))), tone=tone, who_id=walker.pk, summary=summary,
        )  # fmt: skip
