"""What delivery knows of a campaign's people, seen through its facade."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import Channel
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.queries.experiment import sent_steps
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.delivery.choices import State, Suppression
from allaboard.foundation.people import facade as people

REFUSED, WAITING = "refused", "waiting"  # beside the reasons for which delivery suppresses


@dataclass(frozen=True, slots=True)
class Reach:
    """Who got at least one message, who has seen one, and why the others got none."""

    delivered: frozenset[int]
    seen: frozenset[int]
    reasons: dict[int, str]  # person → the word that stands for why nothing was delivered, waiting included

    def undelivered_by_reason(self) -> dict[str, int]:
        """People without any delivery, counted by reason."""
        return dict(Counter(self.reasons.values()))


def reach_of(campaign: Campaign) -> Reach:
    """How far the campaign's messages have come, by person; shown to nobody in this form except `reasons`."""
    delivered: set[int] = set()
    seen: set[int] = set()
    reasons: dict[int, str] = {}
    for step in sent_steps(campaign):
        for person_id, state, reason, was_seen in _states(step):
            if state == State.SENT:
                delivered.add(person_id)
                if was_seen:
                    seen.add(person_id)
            else:
                reasons[person_id] = _word_for(state, reason)
    for person_id in delivered:
        reasons.pop(person_id, None)
    return Reach(frozenset(delivered), frozenset(seen), reasons)


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


def _states(step: Step) -> Iterator[tuple[int, str, str, bool]]:
    for person_id, _channel, state, reason, _sent_at, seen_at in delivery.states(step.send_id or 0):
        yield person_id, state, reason, seen_at is not None


def _word_for(state: str, reason: str) -> str:
    if state == State.SUPPRESSED:
        return reason
    return REFUSED if state == State.FAILED else WAITING


def in_words(reason: str) -> str:
    """Why nothing was delivered, in the reader's language."""
    if reason in Suppression.values:
        return str(Suppression(reason).label)
    return {REFUSED: _("the mail server refused it"), WAITING: _("not sent yet")}.get(reason, reason)


@dataclass(frozen=True, slots=True)
class Unreached:
    """One person who got nothing, and why."""

    person: people.PersonRef
    reason: str


def unreached_people(campaign: Campaign) -> list[Unreached]:
    """Each person whom nothing was delivered to, with the reason, by name."""
    reasons = reach_of(campaign).reasons
    refs = people.person_refs(list(reasons))
    found = [Unreached(refs[pk], in_words(reason)) for pk, reason in reasons.items() if pk in refs]
    return sorted(found, key=lambda each: (each.reason, each.person.name))
