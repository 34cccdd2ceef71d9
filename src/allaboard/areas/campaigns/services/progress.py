"""How far each step of a plan is, in words; read from delivery, never kept here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.campaigns.choices import LAUNCHED, Status, StepKind
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.services.launch import why_it_waits
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.delivery.choices import Suppression
from allaboard.words import all_grouped


@dataclass(frozen=True, slots=True)
class StepProgress:
    """One row of the plan."""

    step: Step
    label: str
    tone: str
    note: str = ""
    done: int = 0
    total: int = 0
    is_moving: bool = False  # the numbers change by themselves

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
        return _of_send(step, sent[step.send_id], campaign.status)
    if step.expired_at is not None:
        return StepProgress(step, _("Expired"), "warn", _("It could not be sent in time."))
    if campaign.status not in LAUNCHED:
        return StepProgress(step, _("Planned"), "plain")
    if campaign.status == Status.CANCELLED:
        return StepProgress(step, _("Not sent"), "plain")
    if step.kind == StepKind.REMIND:
        return StepProgress(step, _("Planned"), "plain", why_it_waits(campaign, step, now) or "")
    return StepProgress(step, _("Waits"), "warn", why_it_waits(campaign, step, now) or "")


def _of_send(step: Step, sent: delivery.Progress, status: str) -> StepProgress:
    label, tone = _said_of(sent, status)
    is_moving = bool(sent.claimed) or (status == Status.RUNNING and not sent.is_done and _is_due(step))
    note = _to_send(sent.total) if _finished(sent) == 0 and status == Status.RUNNING else _count(sent, status)
    return StepProgress(step, label, tone, note, _finished(sent), sent.total, is_moving)


def _said_of(sent: delivery.Progress, status: str) -> tuple[str, str]:
    """Label and tone of a step that delivery has."""
    if status == Status.CANCELLED and (sent.suppressed.get(Suppression.CANCELLED) or not sent.is_done):
        return str(Status.CANCELLED.label), "plain"
    if sent.is_done:
        return _("Sent"), "good" if sent.sent else "warn"
    if status == Status.PAUSED:
        return _("Paused"), "warn"
    return (_("Sending"), "accent") if _finished(sent) else (_("Scheduled"), "info")


def _finished(sent: delivery.Progress) -> int:
    return sent.sent + sent.failed + sum(sent.suppressed.values())


def _is_due(step: Step) -> bool:
    return step.on is not None and step.on <= timezone.localdate()


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


def shown_status(campaign: Campaign, plan: list[StepProgress]) -> tuple[str, str]:
    """Label and tone of the campaign as a whole, derived from what delivery reports."""
    if campaign.status != Status.RUNNING:
        return str(Status(campaign.status).label), TONES[Status(campaign.status)]
    labels = {row.label for row in plan}
    if _("Sending") in labels:
        return _("Sending"), "accent"
    if labels <= {_("Sent"), _("Expired")}:
        return _("Measuring"), "info"
    if _("Waits") in labels and _("Scheduled") not in labels:
        return _("Waits"), "warn"
    return (_("Under way"), "accent") if _("Sent") in labels else (_("Scheduled"), "info")


TONES = {
    Status.DRAFT: "plain",
    Status.IN_REVIEW: "info",
    Status.APPROVED: "good",
    Status.RUNNING: "accent",
    Status.PAUSED: "warn",
    Status.FINISHED: "good",
    Status.CANCELLED: "plain",
}
