"""Writes entries, one after the other."""

from django.db import connection, models, transaction
from django.utils import timezone

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.models import Entry
from allaboard.foundation.audit.rules import BEGINNING, chained_hash, plain, text

CHAIN_LOCK = 7_310_001


@transaction.atomic
def record(action: str, *, by: Actor, on: models.Model | None = None, **details: object) -> Entry:
    """Append one entry, in the caller's transaction, behind the last one; on a sample object it says so.

    Writers queue for the chain's lock until their transaction ends, so record last.
    """
    if getattr(on, "is_sample", False):
        details["sample"] = True
    fields: dict[str, object] = {
        "at": timezone.now(),
        "action": text(action, 80),
        "actor_name": text(by.name or "Unknown", 250),
        "actor_person": by.person_id,
        "object_type": on._meta.label_lower if on else "",
        "object_id": text(on.pk, 80) if on else "",
        "object_label": text(on, 250) if on else "",
        "details": plain(details),
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [CHAIN_LOCK])
    previous = Entry.objects.order_by("-pk").values_list("hash", flat=True).first() or BEGINNING
    return Entry.objects.create(**fields, previous_hash=previous, hash=chained_hash(previous, fields))
