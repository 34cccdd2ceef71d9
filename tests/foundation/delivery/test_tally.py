"""What stands beside the ledger of deliveries agrees with it, whatever is done and by whatever way."""

import random

from django.db import connection
from django.db.models import Count
from django.utils import timezone
from tests.conftest import make_person

from allaboard.bulk import unchecked
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.facade import Message, Send, cancel, remove_sample, run_due, schedule
from allaboard.foundation.delivery.models import Delivery, Sending, Tally
from allaboard.foundation.delivery.services.tallying import fold_tallies
from allaboard.foundation.people.models import Person

Counts = dict[tuple[object, ...], tuple[int, int, int]]


def planned(key: str, **fields: object) -> int:
    everyone = Person.objects.all()
    message = Message("Hello", "Good morning.")
    return schedule(Send(key=key, message=message, audience=everyone, area="test", **fields), SYSTEM).id  # type: ignore[arg-type]


def counted_one_by_one() -> Counts:
    rows = Delivery.objects.order_by().values_list("sending", "channel", "state", "reason")
    found: Counts = {}
    for *kind, number, seen, acted in rows.annotate(Count("pk"), Count("seen_at"), Count("acted_at")):
        kind[3] = kind[3] if kind[2] == "suppressed" else ""
        before = found.get(tuple(kind), (0, 0, 0))
        found[tuple(kind)] = (before[0] + number, before[1] + seen, before[2] + acted)
    return found


def added_up() -> Counts:
    found: Counts = {}
    for line in Tally.objects.all():
        kind = (line.sending_id, line.channel, line.state, line.reason)
        before = found.get(kind, (0, 0, 0))
        found[kind] = (before[0] + line.number, before[1] + line.seen, before[2] + line.acted)
    return {kind: counts for kind, counts in found.items() if any(counts)}


def test_it_agrees_after_anything_that_can_happen_to_deliveries(amara, ben, chidi, dina):
    dice, now = random.Random(5), timezone.now()
    Person.objects.filter(pk=dina.pk).update(active=False)
    first, second, third = planned("first"), planned("second"), planned("third")
    steps = [
        lambda: run_due(dice.randint(1, 4)),
        lambda: Delivery.objects.filter(state="sent", channel="inbox").update(seen_at=now),
        lambda: Delivery.objects.filter(sending=first, state="sent").update(acted_at=now),
        lambda: Delivery.objects.filter(state="sent", person=ben).update(state="failed", reason="came back"),
        lambda: cancel(third, SYSTEM),
        lambda: Delivery.objects.filter(person=chidi).delete(),
        lambda: run_due(100),
        lambda: Sending.objects.filter(pk=second).delete(),
        fold_tallies,
    ]
    for step in steps:
        step()
        assert added_up() == counted_one_by_one()
    assert {kind[0] for kind in added_up()} == {first, third}


def test_lines_that_come_to_nothing_go(amara, ben):
    planned("hello")
    run_due()
    Delivery.objects.update(due_at=timezone.now())  # nothing that is counted
    before = Tally.objects.count()

    fold_tallies()

    assert before > Tally.objects.count() == 2  # sent by e-mail, and to the inbox


def test_a_sample_written_past_the_checks_is_counted_and_goes_without_a_trace(amara):
    make_person("Sam", is_sample=True)
    sending = planned("sample", is_sample=True)
    with unchecked(), connection.cursor() as cursor:
        cursor.execute("UPDATE delivery_delivery SET state = 'sent', sent_at = now()")
    assert added_up() == counted_one_by_one() != {}

    remove_sample()

    assert not Tally.objects.filter(sending_id=sending).exists()
