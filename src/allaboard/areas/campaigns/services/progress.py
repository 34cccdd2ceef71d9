"""How far each step of a plan is, in words; read from delivery, never kept here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.campaigns.choices import LAUNCHED, Stand, Status
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.queries.delivered import is_under_way, last_day_to_come
from allaboard.areas.campaigns.queries.missed import REFUSED, in_words
from allaboard.areas.campaigns.queries.timing import day_of, first_instant
from allaboard.areas.campaigns.services.handover import why_it_is_held_back, why_it_waits
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.delivery.choices import Suppression
from allaboard.words import all_grouped, grouped

# From the first time zone to the last, and the day after where the time had passed.
EVERYWHERE = timedelta(hours=50)


@dataclass(frozen=True, slots=True)
class StepProgress:
    """One row of the plan."""

    step: Step
    stand: Stand
    tone: str
    note: str = ""
    done: int = 0
    total: int = 0
    is_moving: bool = False  # the numbers change by themselves
    left_out: str = ""  # what was not sent, and why; what waits for its readers

    @property
    def label(self) -> str:
        """How far it is, in a word."""
        return str(self.stand.label)

    @property
    def is_sending(self) -> bool:
        """Whether a bar says more than words."""
        return 0 < self.done < self.total


def plan_progress(campaign: Campaign, now: datetime) -> list[StepProgress]:
    """Each step with its state, in order."""
    steps = list(campaign.steps.prefetch_related("wordings"))
    sent = delivery.progress_of([step.send_id for step in steps if step.send_id is not None])
    return [_progress(campaign, step, sent, now) for step in steps]


def _progress(
    campaign: Campaign, step: Step, sent: Mapping[int, delivery.Progress], now: datetime
) -> StepProgress:
    if step.send_id is not None:
        return _of_send(step, sent[step.send_id], campaign.status, now)
    if step.expired_at is not None:
        return StepProgress(step, Stand.EXPIRED, "warn", _("It could not be sent in time."))
    if campaign.status not in LAUNCHED:
        return StepProgress(step, Stand.PLANNED, "plain")
    if campaign.status == Status.CANCELLED:
        return StepProgress(step, Stand.NOT_SENT, "plain")
    if lack := why_it_is_held_back(campaign, step):
        return StepProgress(step, Stand.WAITS, "warn", lack)
    return StepProgress(step, Stand.PLANNED, "plain", why_it_waits(campaign, step, now) or "")


def _of_send(step: Step, sent: delivery.Progress, status: str, now: datetime) -> StepProgress:
    stand, tone = _stand_of(sent, status)
    is_running = status == Status.RUNNING and not sent.is_done
    is_moving = bool(sent.claimed) or (is_running and is_under_way(step, now))
    note = _to_send(sent.total) if is_running and not _finished(sent) else _count(sent, status)
    done = sent.total if sent.is_done else sent.sent
    is_past = is_running and _is_past(step, now)
    moved = _moved_to(step) if is_running and not is_past else ""
    waits = _waiting(sent) if is_past and not is_moving else ""
    left_out = " ".join(filter(None, [_not_sent(sent), waits]))
    return StepProgress(step, stand, tone, note + moved, done, sent.total, is_moving, left_out)


def _not_sent(sent: delivery.Progress) -> str:
    """How many messages will never go out, and why; what was called off with the campaign is said by its stand."""
    why = {
        in_words(reason): count
        for reason, count in sent.suppressed.items()
        if reason != Suppression.CANCELLED
    }
    if sent.failed:
        why[in_words(REFUSED)] = sent.failed
    if not why:
        return ""
    said = ngettext(
        "%(count)s was not sent: %(why)s.", "%(count)s were not sent: %(why)s.", sum(why.values())
    )
    reasons = ", ".join(f"{reason} ({grouped(count)})" for reason, count in sorted(why.items()))
    return said % {"count": grouped(sum(why.values())), "why": reasons}


def _waiting(sent: delivery.Progress) -> str:
    """How many messages their readers get later, because they want it so; nothing when all are out."""
    if not sent.planned:
        return ""
    said = ngettext(
        "%(count)s waits for its reader's quiet hours to end, or for their next digest.",
        "%(count)s wait for their readers' quiet hours to end, or for the next digest.",
        sent.planned,
    )
    return said % all_grouped({"count": sent.planned})


def _is_past(step: Step, now: datetime) -> bool:
    """Whether the step's time has come wherever people are, so that what still waits does so for its reader."""
    begun = max(step.handed_over_at or now, first_instant(step))
    return now >= begun + (EVERYWHERE if step.at else timedelta())


def _moved_to(step: Step) -> str:
    """Where the time of day had passed already when the step was handed over, people get it a day later."""
    if not step.at or step.handed_over_at is None or step.handed_over_at < first_instant(step):
        return ""
    day = last_day_to_come(step)
    if day is None or day <= day_of(step):
        return ""
    return ". " + _("Where the time had passed already, it goes out on %(day)s.") % {"day": date_format(day)}


def _stand_of(sent: delivery.Progress, status: str) -> tuple[Stand, str]:
    """How far a step is that delivery has, and its tone."""
    if status == Status.CANCELLED and (sent.suppressed.get(Suppression.CANCELLED) or not sent.is_done):
        return Stand.CANCELLED, "plain"
    if sent.is_done:
        return Stand.SENT, "good" if sent.sent else "warn"
    if status == Status.PAUSED:
        return Stand.PAUSED, "warn"
    return (Stand.SENDING, "accent") if _finished(sent) else (Stand.SCHEDULED, "info")


def _finished(sent: delivery.Progress) -> int:
    return sent.sent + sent.failed + sum(sent.suppressed.values())


def _to_send(messages: int) -> str:
    said = ngettext("%(total)s message to send", "%(total)s messages to send", messages)
    return said % all_grouped({"total": messages})


def _count(sent: delivery.Progress, status: str) -> str:
    """How many messages went out; and of a sending that is held, how many were in a worker's hands already."""
    said = ngettext("%(sent)s of %(total)s message sent", "%(sent)s of %(total)s messages sent", sent.total)
    said %= all_grouped({"sent": sent.sent, "total": sent.total})
    if status == Status.RUNNING or not sent.claimed:
        return said
    late = ngettext(
        "%(count)s was on its way already and still arrives.",
        "%(count)s were on their way already and still arrive.",
        sent.claimed,
    )
    return f"{said}. {late % all_grouped({'count': sent.claimed})}"


def is_left_to_send(plan: list[StepProgress]) -> bool:
    """Whether a message of a launched campaign is still to go out, so that there is something to hold or to call off."""
    return any(row.stand not in (Stand.SENT, Stand.EXPIRED) for row in plan)


def shown_status(campaign: Campaign, plan: list[StepProgress]) -> tuple[str, str]:
    """Label and tone of the campaign as a whole, derived from what delivery reports."""
    if campaign.status != Status.RUNNING:
        return str(Status(campaign.status).label), TONES[Status(campaign.status)]
    stands = {row.stand for row in plan}
    if Stand.SENDING in stands:
        return str(Stand.SENDING.label), "accent"
    if not is_left_to_send(plan):
        return _("Measuring"), "info"
    if Stand.WAITS in stands and Stand.SCHEDULED not in stands:
        return str(Stand.WAITS.label), "warn"
    return (_("Under way"), "accent") if Stand.SENT in stands else (str(Stand.SCHEDULED.label), "info")


TONES = {
    Status.DRAFT: "plain",
    Status.IN_REVIEW: "info",
    Status.APPROVED: "good",
    Status.RUNNING: "accent",
    Status.PAUSED: "warn",
    Status.FINISHED: "good",
    Status.CANCELLED: "plain",
}
