"""Rows that a deletion takes along, kept so that they can be put back as they were."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core import serializers
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, transaction
from django.db.models import Model
from django.db.models.deletion import Collector
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken

Row = dict[str, Any]


class _Exact(DjangoJSONEncoder):
    """Keeps instants to the microsecond."""

    def default(self, o: object) -> object:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


def rows_of(one: Model) -> list[Row]:
    """The object and everything that would be deleted with it, ready for an offer's payload."""
    collector = Collector(using=DEFAULT_DB_ALIAS, origin=one)
    collector.collect([one])
    found = [row for rows in collector.data.values() for row in rows]
    found += [row for rows in collector.fast_deletes for row in rows]
    kept: list[Row] = json.loads(serializers.serialize("json", found, cls=_Exact))
    return kept


def put_back(rows: Sequence[Row]) -> None:
    """Write the rows again, under the keys they had.

    Raises:
        RuleBroken: what they belonged to is gone, or something else stands in their place.
    """
    try:
        with transaction.atomic():
            for row in serializers.deserialize("python", rows):
                row.save()
            connection.check_constraints()
    except IntegrityError as error:
        raise RuleBroken(_("This cannot be taken back: what it belonged to has changed since.")) from error
