"""List, calendar and the campaign's own page."""

from datetime import timedelta

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import EDITABLE, Status
from allaboard.areas.campaigns.emails import reviewers_of
from allaboard.areas.campaigns.forms.review import AnswerForm
from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.permissions import may_review, may_see_each, may_write
from allaboard.areas.campaigns.queries.asking import gates_of
from allaboard.areas.campaigns.queries.calendar import month_of, month_weeks
from allaboard.areas.campaigns.queries.campaigns import campaign_for, latest_measurement
from allaboard.areas.campaigns.queries.content import foreseen_of, plan_of
from allaboard.areas.campaigns.queries.desk import drafts_waiting, last_reached
from allaboard.areas.campaigns.queries.overlaps import spoiled_by
from allaboard.areas.campaigns.queries.reviews import approved_version, review_queue, standing_version
from allaboard.areas.campaigns.queries.sizes import cost_of
from allaboard.areas.campaigns.rules.completeness import findings
from allaboard.areas.campaigns.services.progress import is_left_to_send, plan_progress, shown_status
from allaboard.areas.campaigns.views.listing import campaign_table
from allaboard.areas.initiatives import facade as initiatives
from allaboard.errors import NotFound
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import TEAM, Actor, Role
from allaboard.foundation.segments import facade as segments
from allaboard.foundation.touchpoints import facade as touchpoints
from allaboard.ui.exports import exported

DRAFTS_SHOWN = 8


@requires_role(*TEAM)
def campaign_list(request: ActorRequest) -> HttpResponseBase:
    table = campaign_table(request)
    return exported(table) or render(
        request, "campaigns/list.html", {"table": table, "may_write": may_write(request.actor)}
    )


@requires_role(*TEAM)
def calendar(request: ActorRequest) -> HttpResponse:
    month = month_of(request.GET.get("month", ""), timezone.localdate())
    context = {
        "today": timezone.localdate(),
        "month": month,
        "before": (month - timedelta(days=1)).strftime("%Y-%m"),
        "after": (month + timedelta(days=31)).strftime("%Y-%m"),
        "weeks": month_weeks(request.actor, month, timezone.localdate()),
        "full": touchpoints.weekly_minutes(),
        "drafts": drafts_waiting(request.actor)[:DRAFTS_SHOWN],
        "reached": last_reached(request.actor),
        "may_write": may_write(request.actor),
    }
    return render(request, "campaigns/calendar.html", context)


@requires_role(*TEAM, Role.REVIEWER)
def detail(request: ActorRequest, pk: int) -> HttpResponse:
    campaign = campaign_for(request.actor, pk)
    return render(
        request,
        "campaigns/detail.html",
        {
            "campaign": campaign,
            "may_write": may_write(request.actor),
            "may_read_versions": may_write(request.actor) or may_review(request.actor),
            "is_editable": campaign.status in EDITABLE and may_write(request.actor),
            "may_see_each": may_see_each(request.actor, campaign),
            "measured": latest_measurement(campaign),
            "segment": _segment(request.actor, campaign),
            **_progress(campaign),
            **_review_context(request.actor, campaign),
            **_cost(campaign),
            **_checks(request.actor, campaign),
            **_gates(request.actor, campaign),
            "remarks": _remarks(request.actor, campaign),
        },
    )


def _remarks(actor: Actor, campaign: Campaign) -> list[str]:
    """What looks odd while it can be changed: whom it goes to, or a rule about a field that nobody has."""
    if campaign.status not in EDITABLE:
        return []
    spoiled = [
        _("It goes to people who are held out of “%(title)s”. Telling them spoils what that one shows.")
        % {"title": other.title}
        for other in spoiled_by(actor, campaign)
    ]
    rules = [campaign.audience_text, campaign.outcome_rule if campaign.has_outcome else ""]
    return [*spoiled, *(remark for rule in rules if rule for remark in segments.remarks_on(actor, rule))]


def _progress(campaign: Campaign) -> dict[str, object]:
    plan = plan_progress(campaign, timezone.now())
    label, tone = shown_status(campaign, plan)
    return {
        "plan": plan,
        "is_left_to_send": is_left_to_send(plan),
        "is_moving": any(row.is_moving for row in plan),
        "status_label": label,
        "status_tone": tone,
    }


def _segment(actor: Actor, campaign: Campaign) -> segments.SegmentRef | None:
    """The segment that the campaign was given, if the actor may see it."""
    try:
        return segments.segment_ref(actor, campaign.segment_id) if campaign.segment_id else None
    except NotFound:
        return None


def _review_context(actor: Actor, campaign: Campaign) -> dict[str, object]:
    standing = standing_version(campaign)
    return {
        "standing": standing,
        "versions": campaign.versions.select_related("submitted_by", "decided_by"),
        "answer_form": AnswerForm(),
        "to_review": review_queue(actor).filter(campaign=campaign).first(),
        "nobody_reviews": campaign.status == Status.IN_REVIEW and not reviewers_of(campaign).exists(),
    }


def _cost(campaign: Campaign) -> dict[str, object]:
    foreseen = foreseen_of(campaign, approved_version(campaign))
    cost = cost_of(campaign)
    return {
        "people": foreseen.people,
        "treated": foreseen.treated,
        "held_out": foreseen.holdout,
        "prospect": foreseen,
        "minutes": cost.minutes_each,
        "hours": cost.hours,
    }


def _checks(actor: Actor, campaign: Campaign) -> dict[str, object]:
    """What a draft has and lacks, with the page on which a writer mends it."""
    if campaign.status != Status.DRAFT:
        return {}
    found = findings(plan_of(campaign), timezone.localdate())
    checks = [
        {
            "text": each.text,
            "ok": each.ok,
            "detail": "" if each.ok else each.detail,
            "url": _where(each.part, campaign) if may_write(actor) else "",
        }
        for each in found
    ]
    return {"checks": checks, "is_complete": all(each.ok for each in found)}


def _where(part: str, campaign: Campaign) -> str:
    return "#plan" if part == "steps" else reverse(f"campaigns:{part}", args=[campaign.pk])


def _gates(actor: Actor, campaign: Campaign) -> dict[str, object]:
    if campaign.initiative_id is None:
        return {}
    try:
        found = initiatives.initiative_ref(actor, campaign.initiative_id)
    except NotFound:
        return {}
    # What is known of leaders, and where it is written down, is the team's.
    return {"initiative": found, "gates": gates_of(campaign) if actor.is_team else []}
