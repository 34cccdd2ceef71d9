"""What campaigns say: the steps to their audience, and notes to author and reviewers."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from allaboard.areas.campaigns.choices import Decision
from allaboard.areas.campaigns.models import Campaign, Step, Version, Wording
from allaboard.areas.campaigns.queries.reviews import REVIEWERS
from allaboard.foundation.access.facade import holders_of
from allaboard.foundation.access.roles import SYSTEM, Actor
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.people.models import Person

ACT_SALT = "allaboard.campaigns.act"
CATEGORY = "campaign"
PERSONAL_LINK = "{action_url}"


def message_of(step: Step, campaign: Campaign) -> delivery.Message:
    """The step's message, with the reason people read below it."""
    return _said_in(settings.LANGUAGE_CODE, step, step, campaign)


def variants_of(step: Step, campaign: Campaign) -> dict[str, delivery.Message]:
    """The same message in the other languages it was written in, by language."""
    wordings = step.wordings.all()
    return {wording.language: _said_in(wording.language, wording, step, campaign) for wording in wordings}


def _said_in(language: str, words: Step | Wording, step: Step, campaign: Campaign) -> delivery.Message:
    """The message in one language, what the product adds to it included, whatever whoever launches it reads."""
    with override(language):
        return delivery.Message(
            subject=words.subject,
            body_markdown=words.body,
            action_label=_label(step, words.action_label or step.action_label),
            action_url=_action_url(step),
            reason=reason_of(campaign, step),
            category=CATEGORY,
            language=language,
        )


def preview_message(step: Step, language: str = "") -> delivery.Message:
    """The message to look at or to test: the personal link leads to where the button leads in the end."""
    campaign = step.campaign
    message = variants_of(step, campaign).get(language) or message_of(step, campaign)
    if message.action_url != PERSONAL_LINK:
        return message
    return replace(message, action_url=step.action_url or settings.PUBLIC_URL + "/")


def reason_of(campaign: Campaign, step: Step) -> str:
    """Why people get this, and what is recorded; read by them, below the message."""
    reason = _("You get this because “%(title)s” concerns you.") % {"title": delivery.quoted(campaign.title)}
    if step.records_the_button:
        reason += " " + _("If you press the button on the page it opens, we record that you did.")
    return reason


def _label(step: Step, label: str) -> str:
    return label or (_("I have done this") if step.records_the_button else "")


def _action_url(step: Step) -> str:
    return PERSONAL_LINK if step.records_the_button else step.action_url


def act_url(campaign_id: int, step_id: int, person_id: int) -> str:
    """The person's own page with the button; opening it records nothing."""
    token = signing.dumps([campaign_id, step_id, person_id], salt=ACT_SALT)
    return settings.PUBLIC_URL + reverse("campaigns:act", args=[token])


def personal_links(campaign_id: int, step_id: int, person_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """The personal field of each person; asked for by delivery, in batches, when it sends."""
    return {person_id: {"action_url": act_url(campaign_id, step_id, person_id)} for person_id in person_ids}


def tell_reviewers(version: Version) -> None:
    """Let everyone who may approve know that a campaign waits."""
    campaign = version.campaign
    key = f"review:{version.pk}:{version.decision}:{_said(version)}"
    _schedule(key, partial(_to_review, version), reviewers_of(campaign), campaign)


def _to_review(version: Version) -> delivery.Message:
    campaign = version.campaign
    return delivery.Message(
        subject=_("To review by %(due)s: %(title)s")
        % {"due": date_format(version.due_on), "title": delivery.quoted(campaign.title)},
        body_markdown=delivery.quoted(version.answer or campaign.goal),
        action_label=_("Read and decide"),
        action_url=settings.PUBLIC_URL + reverse("campaigns:review", args=[campaign.pk, version.number]),
        reason=_("You get this because you review campaigns."),
    )


def reviewers_of(campaign: Campaign) -> QuerySet[Person]:
    """People who hold a reviewing role and wrote none of the campaign."""
    return holders_of(REVIEWERS).exclude(pk__in=campaign.editor_ids)


def tell_author(version: Version, by: Actor) -> None:
    """Let the author know what the reviewer decided or asks."""
    author = Person.objects.filter(pk=version.submitted_by_id or 0, active=True)
    key = f"decided:{version.pk}:{version.decision}:{_said(version)}"
    _schedule(key, partial(_decided, version, by.name), author, version.campaign)


def _decided(version: Version, name: str) -> delivery.Message:
    campaign = version.campaign
    title = {"title": delivery.quoted(campaign.title), "name": delivery.quoted(name)}
    subject = (
        _("%(name)s asks about %(title)s") % title
        if version.decision == Decision.QUESTION
        else _("%(name)s approved %(title)s") % title
    )
    return delivery.Message(
        subject=subject,
        body_markdown=delivery.quoted(version.note) or _("Nothing more was said."),
        action_label=_("Open the campaign"),
        action_url=settings.PUBLIC_URL + reverse("campaigns:detail", args=[campaign.pk]),
        reason=_("You get this because you wrote the campaign."),
    )


def _said(version: Version) -> str:
    """Tells what was asked and answered so far from what was before, so that each note goes out, and goes out once."""
    return sha256(f"{version.note}\n{version.answer}".encode()).hexdigest()[:16]


def _schedule(key: str, message: delivery.Written, people: QuerySet[Person], campaign: Campaign) -> None:
    if not people.exists():
        return
    send = delivery.Send(
        key=f"campaigns:{key}",
        message=message,
        channels=("email", "inbox"),
        area="campaigns",
        object_ref=f"campaign:{campaign.pk}",
        minutes=1.0,
        audience=people,
        is_sample=campaign.is_sample,
    )
    delivery.schedule(send, by=SYSTEM)
