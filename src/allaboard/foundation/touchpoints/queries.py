"""Named questions to the ledger."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Exists, Expression, F, Max, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncWeek
from django.utils import timezone

from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import tenure_band, visible_people
from allaboard.foundation.people.models import Person
from allaboard.foundation.touchpoints.choices import MET, Direction
from allaboard.foundation.touchpoints.models import AskedMinutes, AttentionLimit, Touchpoint
from allaboard.foundation.touchpoints.rules import WEEKLY_MINUTES, Coverage, coverage_of, monday_of


def visible_to(actor: Actor) -> QuerySet[Touchpoint]:
    """Contacts the actor may read: HR all; anyone else those about or with oneself. A manager's rank opens no other."""
    if actor.acts_for_hr:
        return Touchpoint.objects.all()
    if actor.person_id is None:
        return Touchpoint.objects.none()
    return Touchpoint.objects.filter(Q(person_id=actor.person_id) | Q(who_id=actor.person_id))


def touches_of(actor: Actor, person_id: int) -> QuerySet[Touchpoint]:
    """The person's timeline as far as the actor may read it, newest first.

    Raises:
        NotFound: there is no such person, or the actor may not know.
    """
    if not visible_people(actor).filter(pk=person_id).exists():
        raise NotFound
    return visible_to(actor).filter(person_id=person_id).order_by("-at", "-id")


def last_talks(actor: Actor, person_ids: Iterable[int]) -> dict[int, datetime]:
    """When each person was last talked with, as far as the actor may read it; others have no entry."""
    talks = visible_to(actor).filter(person_id__in=list(person_ids), kind__in=MET, at__lte=timezone.now())
    latest = talks.order_by().values("person_id").annotate(latest=Max("at"))
    return {row["person_id"]: row["latest"] for row in latest}


def minutes_this_week(person_ids: Iterable[int], today: date | None = None) -> dict[int, float]:
    """Minutes asked of each person since Monday; people of whom nothing was asked have no entry."""
    monday = datetime.combine(
        monday_of(today or timezone.localdate()), time(), timezone.get_current_timezone()
    )
    asked = Touchpoint.objects.filter(
        person_id__in=list(person_ids),
        direction=Direction.OUT,
        at__gte=monday,
        at__lt=monday + timedelta(days=7),
    )
    sums = asked.order_by().values("person_id").annotate(total=Sum("minutes"))
    return {row["person_id"]: row["total"] for row in sums}


def minutes_by_week(first: date, last: date) -> dict[date, float]:
    """Minutes asked of everybody together on the days from first to last, by the Monday of their week."""
    zone = timezone.get_current_timezone()
    asked = AskedMinutes.objects.filter(
        quarter__gte=datetime.combine(first, time(), zone),
        quarter__lt=datetime.combine(last + timedelta(days=1), time(), zone),
    )
    weeks = asked.annotate(week=TruncWeek("quarter", tzinfo=zone)).values("week")
    return {row["week"].date(): float(row["total"]) for row in weeks.annotate(total=Sum("minutes"))}


def coverage(
    people: QuerySet[Person], days: int, group: str = "department", kinds: Iterable[str] = MET
) -> Coverage:
    """How many of the people were met in the last days, by a field of theirs (or `tenure_band`), in two questions.

    In one, the database would look up the contacts of each person one by one: four times as long with a million people.
    """
    since = timezone.now() - timedelta(days=days)
    met = Touchpoint.objects.filter(
        person_id=OuterRef("pk"), kind__in=list(kinds), at__gte=since, at__lte=timezone.now()
    )
    field: Expression | F = tenure_band() if group == "tenure_band" else F(group)
    totals, mets = _sizes(people, field), _sizes(people.filter(Exists(met)), field)
    return coverage_of({name: (mets[name], total) for name, total in totals.items()})


def _sizes(people: QuerySet[Person], field: Expression | F) -> Counter[str]:
    """People by the name of their group; those of no group under an empty one."""
    sizes: Counter[str] = Counter()
    grouped = people.order_by().annotate(in_group=field).values_list("in_group")
    for name, count in grouped.annotate(Count("pk")):
        sizes["" if name is None else str(name)] += count
    return sizes


def weekly_minutes() -> int:
    """What messages may ask of one person in a week, in minutes: as the company set it, 15 before it did."""
    return AttentionLimit.objects.values_list("weekly_minutes", flat=True).first() or WEEKLY_MINUTES


def attention_limits() -> QuerySet[AttentionLimit]:
    """Every limit that was ever set, the one that counts first."""
    return AttentionLimit.objects.all()
