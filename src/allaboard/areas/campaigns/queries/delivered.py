"""What delivery knows of a campaign's people, seen through its facade."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Case, Count, Exists, F, Max, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import Channel
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.queries.experiment import sent_steps
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.delivery.choices import State, Suppression
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people import facade as people
from allaboard.foundation.people.models import Person

REFUSED, WAITING = "refused", "waiting"  # beside the reasons for which delivery suppresses
WORD = Case(
    When(state=State.SUPPRESSED, then=F("reason")),
    When(state=State.FAILED, then=Value(REFUSED)),
    default=Value(WAITING),
)


def knows_who_saw(campaign: Campaign) -> bool:
    """Whether a message goes to the inbox; who reads an e-mail is not known."""
    return any(Channel.INBOX in step.channels for step in campaign.steps.all())


def is_under_way(step: Step, now: datetime) -> bool:
    """Whether a message of the step is due by now and still waits."""
    rows = delivery.state_queryset(step.send_id or 0)
    return rows.filter(state__in=(State.PLANNED, State.DEFERRED), due_at__lte=now).exists()


def last_day_to_come(step: Step) -> date | None:
    """The last day, by the clocks of those it is for, on which a message that waits is due; None when none waits."""
    waiting = delivery.state_queryset(step.send_id or 0).filter(state=State.PLANNED)
    last = waiting.order_by().values_list("person__timezone").annotate(due=Max("due_at"))
    return max((timezone.localdate(due, _zone(name)) for name, due in last), default=None)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name) if name else timezone.get_default_timezone()
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def in_words(reason: str) -> str:
    """Why nothing was delivered, in the reader's language."""
    if reason in Suppression.values:
        return str(Suppression(reason).label)
    return {REFUSED: _("the mail server refused it"), WAITING: _("not sent yet")}.get(reason, reason)


def deliveries_of(campaign: Campaign) -> QuerySet[Delivery]:
    """What delivery did with every message of the campaign so far; nothing has the number 0."""
    return delivery.state_queryset(*[step.send_id or 0 for step in sent_steps(campaign)] or [0])


def people_missed(campaign: Campaign) -> QuerySet[Person]:
    """People who were to get a message and whom nothing was delivered to."""
    theirs = deliveries_of(campaign).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(theirs), ~Exists(theirs.filter(state=State.SENT)))


def _why(campaign: Campaign) -> Subquery:
    """The word for why a person got nothing: of the last message of the plan that they were to get."""
    place = Subquery(campaign.steps.filter(send_id=OuterRef("sending_id")).values("position")[:1])
    theirs = deliveries_of(campaign).filter(person=OuterRef("pk")).annotate(place=place, word=WORD)
    return Subquery(theirs.order_by("-place", "-pk").values("word")[:1])


def missed_by_word(campaign: Campaign) -> dict[str, int]:
    """People whom nothing was delivered to, counted by the word for why."""
    missed = people_missed(campaign).annotate(word=_why(campaign)).order_by()
    return dict(missed.values_list("word").annotate(Count("pk")))


def missed_in_order(campaign: Campaign) -> QuerySet[Person]:
    """The same people, each with the `word`, by the reason as their reader calls it, then by name."""
    words = sorted([*Suppression.values, REFUSED, WAITING], key=in_words)
    by_reason = Case(*[When(word=word, then=place) for place, word in enumerate(words)], default=len(words))
    missed = people_missed(campaign).annotate(word=_why(campaign))
    return missed.order_by(by_reason, "given_name", "family_name", "pk")


@dataclass(frozen=True, slots=True)
class Missed:
    """One person who got nothing, and why."""

    person: people.PersonRef
    reason: str


def with_reasons(missed: Iterable[Person]) -> list[Missed]:
    """Each of these people with the reason in words."""
    words = {person.pk: in_words(person.word) for person in missed}  # type: ignore[attr-defined]
    refs = people.person_refs(words)
    return [Missed(refs[pk], reason) for pk, reason in words.items()]
