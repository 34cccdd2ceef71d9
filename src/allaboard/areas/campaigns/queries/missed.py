"""Whom a campaign did not reach, and why: counted for the figures, named for those who send it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    F,
    Func,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.queries.delivered import deliveries_of
from allaboard.areas.campaigns.queries.experiment import sent_steps
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


def in_words(reason: str) -> str:
    """Why nothing was delivered, in the reader's language."""
    if reason in Suppression.values:
        return str(Suppression(reason).label)
    return {REFUSED: _("the mail server refused it"), WAITING: _("not sent yet")}.get(reason, reason)


def people_missed(campaign: Campaign) -> QuerySet[Person]:
    """People who were to get a message and whom nothing was delivered to."""
    theirs = deliveries_of(campaign).filter(person=OuterRef("pk"))
    return Person.objects.filter(Exists(theirs), ~Exists(theirs.filter(state=State.SENT)))


def _last_missed(campaign: Campaign) -> QuerySet[Delivery]:
    """Of each person, the last message of the plan that they were to get."""
    theirs = deliveries_of(campaign).filter(person=OuterRef("pk"))
    plan = Value([step.send_id for step in sent_steps(campaign)], ArrayField(BigIntegerField()))
    return theirs.order_by(_place_in(plan, F("sending_id")).desc(), "-pk")


def _place_in(listed: Value, value: Case | F) -> Func:
    """Where a value stands in a list; the database looks it up without asking for the value again and again."""
    return Func(listed, value, function="array_position", output_field=IntegerField())


def missed_by_word(campaign: Campaign) -> dict[str, int]:
    """People whom nothing was delivered to, counted by the word for why."""
    why = Subquery(_last_missed(campaign).values(word=WORD)[:1])
    missed = people_missed(campaign).annotate(word=why).order_by()
    return dict(missed.values_list("word").annotate(Count("pk")))


def missed_in_order(campaign: Campaign) -> QuerySet[Person]:
    """The same people, each with the `word` and its `place`, by the reason as their reader calls it, then by name."""
    words = Value(sorted([*Suppression.values, REFUSED, WAITING], key=in_words), ArrayField(TextField()))
    last = _last_missed(campaign)
    why = Subquery(last.values(word=WORD)[:1])
    by_reason = Subquery(last.values(place=_place_in(words, WORD))[:1])
    missed = people_missed(campaign).annotate(word=why, place=by_reason)
    return missed.order_by("place", "given_name", "family_name", "pk")


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
