"""Which changes there are, and for whom."""

from collections.abc import Collection
from datetime import date

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When

from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.models import Change, Told
from allaboard.areas.changes.rules import Proof, Reach
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import NOBODY, Actor
from allaboard.foundation.delivery.facade import arrivals_of, state_queryset

# One walk along both lists, as each may hold everybody; what they need stands in their indexes.
OUTSIDE = """
SELECT DISTINCT d.person_id FROM ({deliveries}) d
WHERE NOT EXISTS (SELECT FROM changes_told told WHERE told.change_id = %s AND told.person_id = d.person_id)
"""


def visible_to(actor: Actor) -> QuerySet[Change]:
    """All for the team; what was published for others: for all, or to them because they were asked."""
    if actor.is_team:
        return Change.objects.all()
    if actor == NOBODY or actor.person_id is None:
        return Change.objects.none()
    owed = Told.objects.filter(change=OuterRef("pk"), person_id=actor.person_id)
    return Change.objects.exclude(status=Status.DRAFT).filter(Q(is_public=True) | Exists(owed))


def change_for(actor: Actor, pk: int) -> Change:
    """One change; NotFound unless the actor may see it."""
    found = visible_to(actor).select_related("created_by").filter(pk=pk).first()
    if found is None:
        raise NotFound
    return found


def told_to_me(actor: Actor) -> QuerySet[Change]:
    """Published changes owed to the actor because they were asked, newest first."""
    if actor.person_id is None:
        return Change.objects.none()
    mine = Told.objects.filter(person_id=actor.person_id).values("change_id")
    return Change.objects.filter(pk__in=mine, status=Status.PUBLISHED).order_by("-published_at", "-pk")


def published_for(actor: Actor) -> QuerySet[Change]:
    """Published changes the actor may read, those owed to them first (`is_mine`), the newest of each at the top."""
    owed = Told.objects.filter(change=OuterRef("pk"), person_id=actor.person_id or 0)
    published = visible_to(actor).filter(status=Status.PUBLISHED).annotate(is_mine=Exists(owed))
    return published.order_by("-is_mine", "-published_at", "-pk")


def open_promises(actor: Actor) -> QuerySet[Change]:
    """Promises not kept yet, the first at the top: drafts people were to hear of, and what was told as under way with a day."""
    owed = Case(
        When(status=Status.DRAFT, then=F("due_on")), When(status=Status.PUBLISHED, then=F("promised_on"))
    )
    return visible_to(actor).annotate(owed=owed).exclude(owed=None).order_by("owed", "created_at", "pk")


def promises_due(actor: Actor, until: date) -> QuerySet[Change]:
    """Open promises whose day comes by then or has passed."""
    to_tell, to_do = Q(status=Status.DRAFT, due_on__lte=until), Q(promised_on__lte=until)
    return open_promises(actor).filter(to_tell | (Q(status=Status.PUBLISHED) & to_do))


def themes_told(theme_ids: Collection[int]) -> set[int]:
    """Those of the themes of which people were told, or are to be told, what became of them."""
    known = Change.objects.exclude(status=Status.WITHDRAWN).filter(theme_id__in=theme_ids)
    return {pk for pk in known.values_list("theme_id", flat=True) if pk is not None}


def reach_of(change: Change) -> Reach | None:
    """Of those asked, how many the change reached; None before it was published or when nobody was asked."""
    if change.send_id is None:
        return None
    arrived = arrivals_of(change.send_id)
    return Reach(change.told.count(), arrived.reached, arrived.waiting)


def proof_of(change: Change) -> Proof | None:
    """How many it reached, and a look at every message for one to somebody who was not asked."""
    reach = reach_of(change)
    if reach is None or change.send_id is None:
        return None
    outside = _people_outside(change.send_id, change)
    reached = state_queryset(change.send_id).filter(person__in=outside, state="sent")
    not_owed = reached.values("person").distinct().count() if outside else 0
    return Proof(reach.asked, reach.delivered - not_owed, reach.waiting, len(outside))


def _people_outside(send_id: int, change: Change) -> list[int]:
    sent = state_queryset(send_id).order_by().values("person_id")
    deliveries, values = sent.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(OUTSIDE.format(deliveries=deliveries), [*values, change.pk])
        return [person_id for (person_id,) in cursor.fetchall()]
