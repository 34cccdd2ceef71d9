"""Messages that come together in digests, beside as many messages that come one by one; prints JSON with ratios.

Both go through the ledger and over SMTP into Postfix's `smtp-sink`, in one run. A message in a digest is handled twice
(gathered, then taken along), but five of them are one mail. `alike` has the same messages for all; `mixed` has for each
reader a choice of their own among ten, 252 different digests. Limit: a message in a digest costs no more than one by
itself.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from delivery_smtp import SESSIONS, message, sink, tool

PEOPLE = int(os.environ.get("BENCH_PEOPLE", "4000"))
TOGETHER = 5
TOPICS = 10
LIMIT = 1.0


def main() -> None:
    """Measure, and print what was found."""
    if not tool("smtp-sink"):
        print(
            json.dumps({"benchmark": "delivery_digests", "skipped": "smtp-sink (Debian: postfix) is absent"})
        )
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allaboard.project.settings")
    sys.path.insert(0, str(Path(__file__).parents[1] / "src"))
    import django

    django.setup()
    print(json.dumps(measured(), indent=2))


def measured() -> dict[str, object]:
    """Seconds for the same number of messages in each way, and their ratios to one by one."""
    from django.conf import settings
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    alike = [list(range(TOGETHER))] * PEOPLE
    dice = random.Random(20261122)
    mixed = [sorted(dice.sample(range(TOPICS), TOGETHER)) for _ in range(PEOPLE)]
    with sink() as port:
        settings.SMTP_URL = f"smtp://127.0.0.1:{port}?tls=none&connections={SESSIONS}"
        add_people()
        single = one_by_one(alike)
        want_digests()
        found = {"alike": together("alike", alike), "mixed": together("mixed", mixed)}
    return {
        "benchmark": "delivery_digests",
        "people": PEOPLE,
        "messages": PEOPLE * TOGETHER,
        "one_by_one_seconds": round(single, 2),
        "seconds": {
            name: {"gathered": round(gathered, 2), "sent": round(sent, 2)}
            for name, (gathered, sent) in found.items()
        },
        "ratios": {name: round(sum(parts) / single, 2) for name, parts in found.items()},
        "limit": LIMIT,
    }


def add_people() -> None:
    """Readers of one language."""
    from allaboard.foundation.people.models import Person

    Person.objects.bulk_create(
        (Person(email=f"p{number}@example.test", given_name=f"P{number}") for number in range(PEOPLE)),
        batch_size=5_000,
    )


def want_digests() -> None:
    """From here on everybody reads once a day."""
    from allaboard.foundation.delivery.models import Wish
    from allaboard.foundation.people.models import Person

    Wish.objects.bulk_create(
        Wish(person=person, category="campaign", channel="email", rhythm="daily")
        for person in Person.objects.all()
    )


def schedule_topics(key: str, choices: Sequence[Sequence[int]]) -> None:
    """Plan every topic for those who chose it."""
    from dataclasses import replace

    from allaboard.foundation.access.roles import SYSTEM
    from allaboard.foundation.delivery.facade import Send, schedule
    from allaboard.foundation.people.models import Person

    people = list(Person.objects.order_by("pk").values_list("pk", flat=True))
    for topic in range(TOPICS):
        readers = [person for person, chosen in zip(people, choices, strict=True) if topic in chosen]
        if readers:
            said = replace(message(), subject=f"Topic {topic} for {{first_name}}", category="campaign")
            audience = Person.objects.filter(pk__in=readers)
            schedule(Send(f"{key}-{topic}", said, audience, channels=("email",), area="bench"), SYSTEM)


def one_by_one(choices: Sequence[Sequence[int]]) -> float:
    """Seconds until every message has left as a mail of its own."""
    schedule_topics("single", choices)
    seconds = seconds_of(run)
    require_sent(PEOPLE * TOGETHER)
    return seconds


def together(key: str, choices: Sequence[Sequence[int]]) -> tuple[float, float]:
    """Seconds until every message is in a digest, and until the digests have left."""
    from django.utils import timezone

    from allaboard.foundation.delivery.models import Delivery, Sending

    before = Delivery.objects.filter(state="sent").exclude(sending__category="digest").count()
    schedule_topics(key, choices)
    gathered = seconds_of(run)
    waiting = Sending.objects.get(category="digest", key__startswith="digest:")
    Delivery.objects.filter(sending=waiting).update(due_at=timezone.now())
    sent = seconds_of(run)
    require_sent(before + PEOPLE * TOGETHER)
    Sending.objects.filter(pk=waiting.pk).update(key=f"left:{key}")
    return gathered, sent


def run() -> None:
    """Work until nothing is due."""
    from allaboard.foundation.delivery.facade import run_due

    while run_due(seconds=600):
        pass


def require_sent(messages: int) -> None:
    """Stop unless so many messages have arrived."""
    from allaboard.foundation.delivery.models import Delivery

    arrived = Delivery.objects.filter(state="sent").exclude(sending__category="digest").count()
    if arrived != messages:
        sys.exit(f"{arrived} of {messages} messages arrived")


def seconds_of(work: Callable[[], None]) -> float:
    """How long it took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
