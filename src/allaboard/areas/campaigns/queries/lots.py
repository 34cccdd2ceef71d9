"""The people of a campaign, counted by the database where they are alike."""

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db import connection, transaction
from django.db.models import Q

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.delivered import deliveries_of
from allaboard.areas.campaigns.queries.experiment import assignments_of
from allaboard.areas.campaigns.rules.counting import UNKNOWN_GROUP, Counts, Lot
from allaboard.foundation.delivery.choices import State

# One row for all who share department, location, shift and side: as many rows as the company has such lots.
LOTS = """
WITH member (person_id, arm, stratum, groups) AS ({members}),
reached (person_id, has_seen) AS ({reached}),
acted (person_id) AS ({acted})
SELECT {cell}, m.stratum,
       count(*) FILTER (WHERE m.arm = 'treated'),
       count(r.person_id) FILTER (WHERE m.arm = 'treated'),
       count(*) FILTER (WHERE m.arm = 'treated' AND r.has_seen),
       count(a.person_id) FILTER (WHERE m.arm = 'treated'),
       count(*) FILTER (WHERE m.arm = 'holdout'),
       count(a.person_id) FILTER (WHERE m.arm = 'holdout')
FROM member m
LEFT JOIN reached r ON r.person_id = m.person_id
LEFT JOIN acted a ON a.person_id = m.person_id
GROUP BY {order} ORDER BY {order}
"""


def lots_of(campaign: Campaign, attributes: Sequence[str]) -> list[Lot]:
    """The frozen audience in lots that are alike in the attributes, with how far each lot has come; one question."""
    members = assignments_of(campaign).order_by().values_list("person_id", "arm", "stratum", "groups")
    arrived = deliveries_of(campaign).filter(state=State.SENT).order_by().values("person_id")
    reached = arrived.annotate(has_seen=BoolOr(Q(seen_at__isnull=False)))
    parts = {"members": members, "reached": reached, "acted": campaign.acts.order_by().values("person_id")}
    selects = {name: part.query.sql_with_params() for name, part in parts.items()}
    width = len(attributes)
    question = LOTS.format(
        cell=", ".join(["COALESCE(m.groups ->> %s, %s)"] * width),
        order=", ".join(str(number + 1) for number in range(width + 1)),
        **{name: select for name, (select, _) in selects.items()},
    )
    given = [value for _, values in selects.values() for value in values]
    given += [value for name in attributes for value in (name, UNKNOWN_GROUP)]
    rows = _answered(question, given)
    return [Lot(tuple(row[:width]), row[width], Counts(*row[width + 1 :])) for row in rows]


def _answered(question: str, given: list[Any]) -> list[tuple[Any, ...]]:
    """The rows, found without comparing each person with each other one.

    The database takes rows that were written just now for very few, and would do so: minutes for 20,000 people.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(question, given)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop = on")
    return rows
