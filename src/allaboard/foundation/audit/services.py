"""Writes entries, one after the other."""

from django.db import connection, models, transaction
from django.utils import timezone

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.audit.rules import BEGINNING, chained_hash

CHAIN_LOCK = 7_310_001


@transaction.atomic
def record(action: str, *, by: Actor, on: models.Model | None = None, **details: object) -> Entry:
    """Append one entry, in the caller's transaction, behind the last one.

    Writers queue for the chain's lock until their transaction ends, so record last.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    last = Entry.objects.order_by("-pk").values_list("hash", flat=True).first()
    fields: dict[str, object] = {
        "at": timezone.now(),
        "action": action,
        "actor_name": by.name or "Unknown",
        "actor_person": by.person_id,
        "object_type": on._meta.label_lower if on else "",
        "object_id": str(on.pk) if on else "",
        "object_label": str(on)[:250] if on else "",
        "details": {name: _plain(value) for name, value in details.items()},
    }
    previous = last or BEGINNING
    return Entry.objects.create(**fields, previous_hash=previous, hash=chained_hash(previous, fields))


def _plain(value: object) -> object:
    return value if isinstance(value, int | float | bool | type(None) | list | dict) else str(value)
