"""Sends a campaign to a second person, and takes the decision."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns import emails
from allaboard.areas.campaigns.choices import Decision, Status, Voided
from allaboard.areas.campaigns.models import Campaign, Version
from allaboard.areas.campaigns.permissions import may_review, may_write
from allaboard.areas.campaigns.queries.campaigns import locked
from allaboard.areas.campaigns.queries.content import content_of, plan_of
from allaboard.areas.campaigns.rules.approval import (
    content_hash,
    require_in_use,
    require_open,
    require_same_content,
    require_second_person,
    require_status,
)
from allaboard.areas.campaigns.rules.completeness import require_complete, require_fitting_words
from allaboard.areas.campaigns.services.audience import freeze_audience
from allaboard.areas.campaigns.services.drafts import void_standing_version
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record

DAYS_TO_REVIEW = 2
Edits = Mapping[int, Mapping[str, str]]  # step id → changed fields


@transaction.atomic
def submit_for_review(campaign_id: int, *, by: Actor, due_on: date | None = None) -> Version:
    """Ask a second person to approve the campaign exactly as it is.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: it is no draft, or something in it is missing; the message says what.
    """
    require(may_write(by))
    campaign = locked(by, campaign_id)
    require_in_use(campaign.archived_at is not None)
    require_status(campaign.status, Status.IN_REVIEW)
    require_complete(plan_of(campaign), timezone.localdate())
    version = _new_version(campaign, by.person_id, due_on)
    campaign.status = Status.IN_REVIEW
    campaign.save(update_fields=["status", "updated_at"])
    emails.tell_reviewers(version)
    record("campaign.submitted", by=by, on=campaign, version=version.number, content=version.content_hash)
    return version


def _new_version(campaign: Campaign, author_id: int | None, due_on: date | None) -> Version:
    content = content_of(campaign)
    number = campaign.versions.count() + 1
    return Version.objects.create(
        campaign=campaign,
        number=number,
        content=content,
        content_hash=content_hash(content),
        submitted_by_id=author_id,
        writer_ids=sorted({*campaign.editor_ids, author_id} - {None}),
        due_on=due_on or timezone.localdate() + timedelta(days=DAYS_TO_REVIEW),
    )


@transaction.atomic
def withdraw_from_review(campaign_id: int, *, by: Actor) -> None:
    """Take a waiting campaign back to draft.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: it does not wait for a review.
    """
    require(may_write(by))
    campaign = locked(by, campaign_id)
    require_status(campaign.status, Status.DRAFT)
    void_standing_version(campaign, Voided.TAKEN_BACK)
    campaign.status = Status.DRAFT
    campaign.save(update_fields=["status", "updated_at"])
    record("campaign.withdrawn", by=by, on=campaign)


@transaction.atomic
def approve_campaign(campaign_id: int, number: int, read_hash: str, *, by: Actor, note: str = "") -> Version:
    """Approve exactly what was read; the audience is frozen and the holdout drawn now.

    Raises:
        NotAllowed: the actor does not review.
        RuleBroken: the actor wrote part of it, it was decided, or it is not what the actor read.
    """
    version = _deciding(campaign_id, number, read_hash, by)
    return _seal(version, Decision.APPROVED, note, by)


@transaction.atomic
def approve_with_edits(
    campaign_id: int, number: int, read_hash: str, edits: Edits, *, by: Actor, note: str = ""
) -> Version:
    """Approve after changing words: the edited text becomes a new version, the one read stays in the history.

    Raises:
        NotAllowed: the actor does not review.
        RuleBroken: as for `approve_campaign`; or nothing was edited, or the new words do not fit.
    """
    read = _deciding(campaign_id, number, read_hash, by)
    for step in read.campaign.steps.filter(pk__in=edits.keys()):
        for name in ("subject", "body", "action_label"):
            setattr(step, name, edits[step.pk].get(name, getattr(step, name)))
        step.save(update_fields=["subject", "body", "action_label"])
    if content_hash(content_of(read.campaign)) == read.content_hash:
        raise RuleBroken(_("Nothing was edited. Approve it as it is, or change a text."))
    require_fitting_words(plan_of(read.campaign))
    void_standing_version(read.campaign, Voided.REVIEWER_EDITED)
    version = _new_version(read.campaign, read.submitted_by_id, read.due_on)
    read.campaign.editor_ids = [*read.campaign.editor_ids, by.person_id]  # a later version holds their words
    read.campaign.save(update_fields=["editor_ids"])
    return _seal(version, Decision.EDITED, note, by)


@transaction.atomic
def ask_question(campaign_id: int, number: int, question: str, *, by: Actor) -> Version:
    """Ask the author something before deciding.

    Raises:
        NotAllowed: the actor does not review.
        RuleBroken: the question is empty, the actor wrote part of it, or it was decided.
    """
    if not question.strip():
        raise RuleBroken(_("Write the question."))
    version = _deciding(campaign_id, number, None, by)
    version.decision, version.note, version.answer = Decision.QUESTION, question.strip(), ""
    version.save(update_fields=["decision", "note", "answer"])
    emails.tell_author(version, by)
    record("campaign.questioned", by=by, on=version.campaign, version=number)
    return version


@transaction.atomic
def answer_question(campaign_id: int, number: int, answer: str, *, by: Actor) -> Version:
    """Answer the reviewer's question without changing the campaign; it waits for a decision again.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: the answer is empty, or the version was decided.
    """
    require(may_write(by))
    version = _locked_version(locked(by, campaign_id), number)
    if not answer.strip():
        raise RuleBroken(_("Write the answer."))
    require_open(version.decision)
    version.decision, version.answer = Decision.PENDING, answer.strip()
    version.save(update_fields=["decision", "answer"])
    emails.tell_reviewers(version)
    record("campaign.answered", by=by, on=version.campaign, version=number)
    return version


def _deciding(campaign_id: int, number: int, read_hash: str | None, by: Actor) -> Version:
    require(may_review(by))
    campaign = locked(by, campaign_id)
    require_in_use(campaign.archived_at is not None)
    version = _locked_version(campaign, number)
    require_open(version.decision)
    require_second_person({*version.writer_ids, *campaign.editor_ids}, by.person_id)
    now = content_hash(content_of(campaign))
    require_same_content(version.content_hash, now)
    if read_hash is not None:
        require_same_content(read_hash, now)
    return version


def _locked_version(campaign: Campaign, number: int) -> Version:
    version = campaign.versions.select_for_update().filter(number=number).first()
    if version is None:
        raise NotFound
    version.campaign = campaign
    return version


def _seal(version: Version, decision: Decision, note: str, by: Actor) -> Version:
    campaign = version.campaign
    require_status(campaign.status, Status.APPROVED)
    freeze_audience(version, by=by)
    version.decision, version.note = decision, note.strip()
    version.decided_by_id, version.decided_at = by.person_id, timezone.now()
    version.save()
    campaign.status = Status.APPROVED
    campaign.save(update_fields=["status", "updated_at"])
    emails.tell_author(version, by)
    record(
        "campaign.approved", by=by, on=campaign, version=version.number, seal=version.seal, edited=decision
    )
    return version
