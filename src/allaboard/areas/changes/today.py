"""What changes put on Today and Home."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from allaboard.areas.changes import permissions
from allaboard.areas.changes.choices import Kind, Status
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.queries.changes import promises_due, told_to_me, visible_to
from allaboard.areas.changes.rules import SOON_DAYS, days_late
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import holding
from allaboard.foundation.today.facade import Card, Contribution, Figure, Hit, News
from allaboard.words import grouped, labelled

SHOWN = 3


def cards(actor: Actor) -> list[Card]:
    """For the team, promises that run out or ran out; for everyone, what changed because they were asked."""
    if actor.is_team:
        return _promises(actor)
    return _latest(actor)


def _latest(actor: Actor) -> list[Card]:
    """The newest change that the actor was told of; it leads to the others."""
    told = list(told_to_me(actor)[:2])
    if not told:
        return []
    change, has_more = told[0], len(told) > 1
    answer = Truncator(change.we_did).chars(160)
    return [
        Card(
            title=_("You said: %s") % change.you_said,
            detail=labelled(change.get_kind_display(), answer),
            url=reverse("changes:list") if has_more else reverse("changes:detail", args=[change.pk]),
            action=_("See what else, and what not and why") if has_more else _("How it came about"),
            priority=10,
            tone="good",
            kind="changed",
            pairs=(
                (_("You said"), change.you_said),
                (str(change.get_kind_display()), answer),
            ),
        )
    ]


def _promises(actor: Actor) -> list[Card]:
    if not permissions.may_write(actor):
        return []
    today = timezone.localdate()
    soon = promises_due(actor, today + timedelta(days=SOON_DAYS))
    return [_promise(change, change.owed_on or today, today) for change in soon[:SHOWN]]


def _promise(change: Change, owed_on: date, today: date) -> Card:
    is_draft = change.status == Status.DRAFT
    late = days_late(owed_on, today)
    title = _("Tell them: %s") if is_draft else _("Keep the promise: %s")
    return Card(
        title=title % change.you_said,
        detail=_late(late) if late else _("Promised for %s.") % date_format(owed_on, "MONTH_DAY_FORMAT"),
        url=reverse("changes:preview" if is_draft else "changes:correct", args=[change.pk]),
        action=_("Publish") if is_draft else _("Say how it stands"),
        priority=12 if late else 22,
        tone="bad" if late else "warn",
    )


def _late(days: int) -> str:
    return ngettext("The promised day was %d day ago.", "The promised day was %d days ago.", days) % days


def news(actor: Actor, since: datetime) -> list[News]:
    """What was published since then."""
    found = (
        visible_to(actor).filter(status=Status.PUBLISHED, published_at__gt=since).order_by("-published_at")
    )
    return [
        News(
            _("You said: %s") % change.you_said,
            reverse("changes:detail", args=[change.pk]),
            change.published_at or since,
        )
        for change in found[:5]
    ]


def figures(actor: Actor) -> list[Figure]:
    """How many answers people got, honest “no” included."""
    if not actor.is_team:
        return []
    published = visible_to(actor).filter(status=Status.PUBLISHED)
    refused = published.filter(kind=Kind.DID_NOT).count()
    note = (
        ngettext("%d of them a “no” with its reason", "%d of them a “no” with its reason", refused) % refused
    )
    return [Figure(_("Answers published"), grouped(published.count()), note, reverse("changes:list"))]


def find(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Changes that hold the text, as far as the actor may see them."""
    found = holding(visible_to(actor), text, "you_said", "we_did")
    return [
        Hit(
            change.you_said,
            change.get_kind_display(),
            reverse("changes:detail", args=[change.pk]),
            _("What changed"),
        )
        for change in found[:limit]
    ]


def creations(actor: Actor) -> list[Hit]:
    """What the actor can start from anywhere."""
    if not permissions.may_write(actor):
        return []
    return [Hit(_("Tell what changed"), _("You said, we did"), reverse("changes:write"), _("Action"))]


CONTRIBUTION = Contribution(
    "changes",
    gettext_lazy("Told"),
    8,
    cards=cards,
    news=news,
    figures=figures,
    find=find,
    creations=creations,
)
