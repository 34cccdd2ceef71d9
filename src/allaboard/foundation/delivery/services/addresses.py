"""Addresses that mail servers have refused for good, and the word that they work again."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet

from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery.models import DeadAddress
from allaboard.foundation.delivery.permissions import may_lift_address
from allaboard.foundation.undo.facade import Row, put_back


@transaction.atomic
def lift_addresses(chosen: QuerySet[DeadAddress], *, by: Actor) -> list[DeadAddress]:
    """Say that the addresses work again; which they were.

    Raises:
        NotAllowed: the actor is neither HR nor an administrator.
    """
    require(may_lift_address(by))
    found = list(chosen.select_for_update())
    DeadAddress.objects.filter(pk__in=[dead.pk for dead in found]).delete()
    if found:
        record("address.lifted", by=by, addresses=[dead.address for dead in found])
    return found


@transaction.atomic
def close_again(rows: Sequence[Row], *, by: Actor) -> None:
    """Keep addresses that were said to work as dead again, but for those that were refused anew meanwhile.

    Raises:
        NotAllowed: the actor is neither HR nor an administrator.
    """
    require(may_lift_address(by))
    addresses = [row["fields"]["address"] for row in rows]
    refused_anew = set(DeadAddress.objects.filter(address__in=addresses).values_list("address", flat=True))
    put_back([row for row in rows if row["fields"]["address"] not in refused_anew])
    record("address.closed_again", by=by, addresses=addresses)
