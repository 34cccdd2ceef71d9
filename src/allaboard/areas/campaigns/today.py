"""What campaigns put on Today, Impact and into the palette."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from allaboard.areas.campaigns.choices import Status, StepKind
from allaboard.areas.campaigns.models import Campaign, Measurement
from allaboard.areas.campaigns.permissions import may_review, may_write
from allaboard.areas.campaigns.queries.calendar import weeks_ahead
from allaboard.areas.campaigns.queries.campaigns import visible_to
from allaboard.areas.campaigns.queries.desk import drafts_waiting, last_reached
from allaboard.areas.campaigns.queries.reviews import approved_and_waiting, review_queue
from allaboard.areas.campaigns.rules.results import points, reach_sentence
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.people.facade import holding
from allaboard.foundation.today import facade as today
from allaboard.foundation.today.facade import Card, Contribution, Figure, Hit, News, Panel
from allaboard.foundation.touchpoints import facade as touchpoints
from allaboard.words import all_grouped

SHOWN = 5


def plug_in() -> None:
    """Contribute to Today."""
    today.contribute(
        Contribution(
            area="campaigns",
            heading=gettext_lazy("Sent, and what it did"),
            place_in_loop=5,
            cards=cards,
            panel=panel,
            news=news,
            figures=figures,
            find=find,
            creations=creations,
            actions=actions,
        )
    )


def cards(actor: Actor) -> list[Card]:
    """What waits for the actor: reviews, launches, readiness and fresh results."""
    found = _reviews(actor)
    if may_write(actor):
        found += _launches(actor) + _questions(actor) + _waiting(actor) + _results(actor)
    return found


def _reviews(actor: Actor) -> list[Card]:
    """For reviewers they come before all else: what waits for them is what they are here for."""
    due, later = (10, 25) if actor.is_team else (0, 5)
    return [
        Card(
            title=_("Review “%(title)s”") % {"title": version.campaign.title},
            detail=_("Due %(due)s, from %(name)s")
            % {"due": date_format(version.due_on), "name": version.sender},
            url=reverse("campaigns:review", args=[version.campaign_id, version.number]),
            action=_("Review"),
            priority=due if version.due_on <= timezone.localdate() else later,
            tone="warn" if version.due_on < timezone.localdate() else "plain",
        )
        for version in review_queue(actor)[:SHOWN]
    ]


def _launches(actor: Actor) -> list[Card]:
    return [
        Card(
            title=_("“%(title)s” is approved") % {"title": campaign.title},
            detail=_("Launch it, and its messages go out on their dates."),
            url=campaign.get_absolute_url(),
            action=_("Launch"),
            priority=20,
            tone="good",
        )
        for campaign in approved_and_waiting(actor)[:SHOWN]
    ]


def _questions(actor: Actor) -> list[Card]:
    asked = visible_to(actor).filter(versions__decision="question", archived_at=None).distinct()
    return [
        Card(
            title=_("A reviewer asks about “%(title)s”") % {"title": campaign.title},
            detail=_("Answer, or change the text."),
            url=campaign.get_absolute_url(),
            action=_("Answer"),
            priority=15,
            tone="warn",
        )
        for campaign in asked.filter(editor_ids__contains=actor.person_id or 0)[:SHOWN]
    ]


def _waiting(actor: Actor) -> list[Card]:
    running = visible_to(actor).filter(status=Status.RUNNING, archived_at=None, initiative_id__isnull=False)
    held = running.filter(steps__kind=StepKind.ASK, steps__send_id=None, steps__expired_at=None)
    due = held.filter(steps__on__lte=timezone.localdate()).distinct()
    return [
        Card(
            title=_("The ask of “%(title)s” is held back") % {"title": campaign.title},
            detail=_("Its leaders are not ready. See what is missing."),
            url=campaign.get_absolute_url(),
            action=_("See why"),
            priority=15,
            tone="warn",
        )
        for campaign in due[:SHOWN]
    ]


def _results(actor: Actor) -> list[Card]:
    finals = _finals(actor).filter(campaign__archived_at=None)
    fresh = finals.filter(measured_at__gte=timezone.now() - timedelta(days=14))
    return [
        Card(
            title=_("Results of “%(title)s”") % {"title": measured.campaign.title},
            detail=_sentence(measured),
            url=reverse("campaigns:results", args=[measured.campaign_id]),
            action=_("See results"),
            priority=30,
            tone="good",
        )
        for measured in fresh[:SHOWN]
    ]


def _finals(actor: Actor) -> QuerySet[Measurement]:
    """Last figures of the campaigns that ran to their end, newest first."""
    ended = visible_to(actor).exclude(status=Status.CANCELLED)
    return Measurement.objects.filter(is_final=True, campaign__in=ended).select_related("campaign")


def _sentence(measured: Measurement) -> str:
    if measured.acted is None:
        return reach_sentence(measured.intended, measured.delivered, measured.seen)
    said = measured.verdict
    if measured.lift is None:
        return said.sentence
    return " ".join([_("Did it work?"), said.sentence, f"({said.headline}: {said.note})"])


def panel(actor: Actor) -> Panel | None:
    """The next weeks by what they ask of people, what is being written, and how far the last five came."""
    if not actor.has(Role.COMMUNICATIONS):
        return None
    return Panel(
        "campaigns/weeks.html",
        {
            "weeks": weeks_ahead(actor, timezone.localdate()),
            "full": touchpoints.weekly_minutes(),
            "drafts": drafts_waiting(actor)[:SHOWN],
            "reached": last_reached(actor),
        },
    )


def news(actor: Actor, since: datetime) -> list[News]:
    """Launches and final results since the actor was last here."""
    if not may_write(actor):
        return []
    launched = visible_to(actor).filter(launched_at__gt=since, archived_at=None)[:SHOWN]
    finals = _finals(actor).filter(measured_at__gt=since)
    return [
        News(
            _("“%(title)s” was launched") % {"title": campaign.title},
            campaign.get_absolute_url(),
            campaign.launched_at,
        )
        for campaign in launched
        if campaign.launched_at
    ] + [
        News(
            _("“%(title)s” has its final results") % {"title": measured.campaign.title},
            reverse("campaigns:results", args=[measured.campaign_id]),
            measured.measured_at,
        )
        for measured in finals[:SHOWN]
    ]


def figures(actor: Actor) -> list[Figure]:
    """Reach and lift of the newest finished campaign."""
    if not may_write(actor):
        return []
    last = _finals(actor).first()
    if last is None or not last.intended:
        return []
    url = reverse("campaigns:results", args=[last.campaign_id])
    reach = Figure(
        _("Reach of the last campaign"),
        f"{round(100 * last.got.share)} %",
        _("%(got)s of %(all)s, %(title)s")
        % all_grouped({"got": last.delivered, "all": last.intended, "title": last.campaign.title}),
        url,
        last.got.share,
    )
    if last.lift is None or last.lift_low is None or last.lift_high is None:
        return [reach]
    interval = _("%(low)s to %(high)s") % {"low": points(last.lift_low), "high": points(last.lift_high)}
    return [reach, Figure(_("Lift of the last campaign"), _("%s points") % points(last.lift), interval, url)]


def find(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Campaigns by a part of their title."""
    found = holding(visible_to(actor).filter(archived_at=None), text, "title")[:limit]
    return [_hit(campaign) for campaign in found]


def _hit(campaign: Campaign) -> Hit:
    return Hit(campaign.title, str(Status(campaign.status).label), campaign.get_absolute_url(), _("Campaign"))


def creations(actor: Actor) -> list[Hit]:
    """What the actor can start from anywhere."""
    if not may_write(actor):
        return []
    return [Hit(_("New campaign"), _("Plan, test, send and measure"), reverse("campaigns:new"), _("Action"))]


def actions(actor: Actor) -> list[Hit]:
    """Where reviewers find what waits for them."""
    if not may_review(actor):
        return []
    waiting = review_queue(actor).count()
    detail = ngettext("%(count)s waits", "%(count)s wait", waiting) % all_grouped({"count": waiting})
    return [Hit(_("Review queue"), detail, reverse("campaigns:reviews"), _("Action"))]
