"""How far each step of a plan is, in words; read from delivery, never kept here."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import LAUNCHED, Status, StepKind
from allaboard.areas.campaigns.models import Campaign, Step
from allaboard.areas.campaigns.services.launch import why_it_waits
from allaboard.foundation.delivery import facade as delivery
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

    @property
    def is_sending(self) -> bool:
        """Whether a bar says more than words."""
        return 0 < self.done < self.total


def plan_progress(campaign: Campaign, now: datetime) -> list[StepProgress]:
    """Each step with its state, in order."""
    return [_progress(campaign, step, now) for step in campaign.steps.prefetch_related("wordings")]


def _progress(campaign: Campaign, step: Step, now: datetime) -> StepProgress:
    if step.send_id is not None:
        return _of_send(step, delivery.progress(step.send_id), campaign.status)
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
    done = sent.sent + sent.failed + sum(sent.suppressed.values())
    if sent.is_done:
        tone = "good" if sent.sent else "warn"
        return StepProgress(step, _("Sent"), tone, _count(sent), done, sent.total)
    if status == Status.PAUSED:
        return StepProgress(step, _("Paused"), "warn", _count(sent), done, sent.total)
    if not done:
        return StepProgress(
            step,
            _("Scheduled"),
            "info",
            _("%(total)s to send") % all_grouped({"total": sent.total}),
            0,
            sent.total,
        )
    return StepProgress(step, _("Sending"), "accent", _count(sent), done, sent.total)


def _count(sent: delivery.Progress) -> str:
    return _("%(sent)s of %(total)s sent") % all_grouped({"sent": sent.sent, "total": sent.total})


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
