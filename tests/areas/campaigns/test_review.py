"""Approval: a second person, exact content, exact audience, and what voids it."""

from hashlib import sha256

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override
from tests.conftest import acting, grant, make_person, signed_in

from allaboard.areas.campaigns.choices import Arm, Decision, Status, Voided
from allaboard.areas.campaigns.models import Assignment, Campaign, Version
from allaboard.areas.campaigns.queries.reviews import review_queue
from allaboard.areas.campaigns.rules.approval import seal
from allaboard.areas.campaigns.services import drafts, launch, review, steps
from allaboard.errors import NotAllowed, RuleBroken
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.delivery.models import Sending
from allaboard.foundation.people.models import Person

pytestmark = pytest.mark.django_db


def submitted(campaign: Campaign, author: Actor) -> Version:
    return review.submit_for_review(campaign.pk, by=author)


def test_a_second_person_approves_and_the_audience_is_frozen(
    draft: Campaign, author: Actor, reviewer: Actor, crew: list[Person]
) -> None:
    version = submitted(draft, author)
    version = review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)

    draft.refresh_from_db()
    assert draft.status == Status.APPROVED
    ids = sorted(person.pk for person in crew)
    assert version.audience_hash == sha256(",".join(map(str, ids)).encode()).hexdigest()
    assert version.seal == seal(version.content_hash, version.audience_hash)
    assert version.holdout_count == 12  # 4 of 20 in Paint, 8 of 40 in Assembly
    held = Assignment.objects.filter(version=version, arm=Arm.HOLDOUT)
    assert sorted(held.values_list("stratum", flat=True)) == ["Assembly"] * 8 + ["Paint"] * 4


def test_braces_in_a_title_or_a_note_are_words_and_no_fields(
    draft: Campaign, author: Actor, reviewer: Actor, crew: list[Person]
) -> None:
    drafts.change_campaign(draft.pk, {"title": "Swaps {2026}"}, by=author)
    version = submitted(draft, author)
    note = "Say {vorname} where you say {first_name}."
    review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer, note=note)
    told = Sending.objects.get(key__startswith="campaigns:decided").contents["en"]

    assert "Swaps (2026)" in told["subject"]
    assert told["body_markdown"] == "Say (vorname) where you say (first_name)."


def test_an_author_who_is_also_a_reviewer_cannot_approve_their_own(draft: Campaign, author: Actor) -> None:
    version = submitted(draft, author)  # Amara leads HR, so her role alone would let her approve
    with pytest.raises(RuleBroken, match="someone else"):
        review.approve_campaign(draft.pk, version.number, version.content_hash, by=author)
    assert version not in review_queue(author)


def test_the_database_refuses_every_writer_as_approver(draft: Campaign, author: Actor) -> None:
    helper = acting(grant(make_person("Cora"), Role.COMMUNICATIONS))
    drafts.change_campaign(draft.pk, {"goal": "Swaps within hours."}, by=helper)
    version = submitted(draft, author)
    assert version.writer_ids == sorted([author.person_id, helper.person_id])
    for writer in (author, helper):
        with pytest.raises(IntegrityError, match="approver_wrote_none_of_it"), transaction.atomic():
            Version.objects.filter(pk=version.pk).update(decided_by=writer.person_id)


def test_the_database_keeps_the_submitter_among_the_writers(draft: Campaign, author: Actor) -> None:
    version = submitted(draft, author)
    with pytest.raises(IntegrityError, match="submitter_is_a_writer"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(writer_ids=[])


def test_who_edited_while_approving_neither_launches_nor_approves_a_later_version(
    draft: Campaign, author: Actor
) -> None:
    editor = acting(grant(make_person("Lena"), Role.COMMUNICATIONS))
    read = submitted(draft, author)
    step = draft.steps.first()
    review.approve_with_edits(
        draft.pk, read.number, read.content_hash, {step.pk: {"subject": "Please try it"}}, by=editor
    )
    with pytest.raises(RuleBroken, match="someone else must launch"):
        launch.launch_campaign(draft.pk, by=editor)

    drafts.change_campaign(draft.pk, {"goal": "Swaps within hours."}, by=author)
    later = submitted(draft, author)
    with pytest.raises(RuleBroken, match="someone else"):
        review.approve_campaign(draft.pk, later.number, later.content_hash, by=editor)


def test_someone_who_edited_cannot_approve_either(draft: Campaign, author: Actor) -> None:
    helper = acting(grant(make_person("Cora"), Role.COMMUNICATIONS))
    drafts.change_campaign(draft.pk, {"goal": "Swaps within hours."}, by=helper)
    version = submitted(draft, author)
    with pytest.raises(RuleBroken, match="someone else"):
        review.approve_campaign(draft.pk, version.number, version.content_hash, by=helper)


def test_a_team_of_one_is_told_that_nobody_can_approve(draft: Campaign, author: Actor, amara: Person) -> None:
    submitted(draft, author)
    address = f"/campaigns/{draft.pk}/"
    grant(amara, Role.ADMIN)

    alone = signed_in(amara).get(address).content.decode()
    grant(make_person("Rosa"), Role.REVIEWER)
    together = signed_in(amara).get(address).content.decode()

    assert "Nobody can approve it yet" in alone
    assert 'href="/access/users/"' in alone.partition("Nobody can approve it yet")[2].partition("</p>")[0]
    assert "Nobody can approve it yet" not in together


def test_an_employee_may_not_approve(draft: Campaign, author: Actor, chidi: Person) -> None:
    version = submitted(draft, author)
    with pytest.raises(NotAllowed):
        review.approve_campaign(draft.pk, version.number, version.content_hash, by=acting(chidi))


def test_why_a_version_was_voided_is_said_in_the_language_of_its_reader(
    draft: Campaign, author: Actor, amara: Person
) -> None:
    version = submitted(draft, author)
    with override("de"):
        review.withdraw_from_review(draft.pk, by=author)
    version.refresh_from_db()
    assert version.voided_because == Voided.TAKEN_BACK
    assert "The author took it back." in signed_in(amara).get(draft.get_absolute_url()).content.decode()


def test_any_edit_voids_the_approval_and_keeps_the_history(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    version = submitted(draft, author)
    review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)
    step = draft.steps.first()
    steps.change_step(draft.pk, step.pk, {"body": step.body + "!"}, by=author)

    version.refresh_from_db()
    draft.refresh_from_db()
    assert (draft.status, version.decision) == (Status.DRAFT, Decision.VOIDED)
    assert version.decided_by_id == reviewer.person_id
    assert not version.assignments.exists()
    with pytest.raises(RuleBroken, match="“Draft” cannot become “Running”"):
        launch.launch_campaign(draft.pk, by=author)


def test_saving_the_same_words_voids_nothing(draft: Campaign, author: Actor, reviewer: Actor) -> None:
    version = submitted(draft, author)
    review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)
    drafts.change_campaign(draft.pk, {"goal": draft.goal}, by=author)
    draft.refresh_from_db()
    assert draft.status == Status.APPROVED


def test_a_change_past_the_services_is_caught_at_launch(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    version = submitted(draft, author)
    review.approve_campaign(draft.pk, version.number, version.content_hash, by=reviewer)
    draft.steps.update(subject="Something else")
    with pytest.raises(RuleBroken, match="approved is not what stands here"):
        launch.launch_campaign(draft.pk, by=author)


def test_a_reviewer_who_read_an_older_text_approves_nothing(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    old = submitted(draft, author)
    drafts.change_campaign(draft.pk, {"goal": "Another goal."}, by=author)
    new = submitted(draft, author)
    with pytest.raises(RuleBroken, match="no longer waiting"):
        review.approve_campaign(draft.pk, old.number, old.content_hash, by=reviewer)
    with pytest.raises(RuleBroken, match="changed while you were reading"):
        review.approve_campaign(draft.pk, new.number, old.content_hash, by=reviewer)


def test_approving_with_an_edit_makes_a_new_sealed_version(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    read = submitted(draft, author)
    step = draft.steps.first()
    version = review.approve_with_edits(
        draft.pk, read.number, read.content_hash, {step.pk: {"subject": "Please try the board"}}, by=reviewer
    )
    step.refresh_from_db()
    read.refresh_from_db()
    assert step.subject == "Please try the board"
    assert (read.decision, version.decision, version.number) == (Decision.VOIDED, Decision.EDITED, 2)
    assert version.seal
    assert version.content_hash != read.content_hash


def test_a_question_goes_to_the_author_and_back(draft: Campaign, author: Actor, reviewer: Actor) -> None:
    version = submitted(draft, author)
    review.ask_question(draft.pk, version.number, "Who pays overtime?", by=reviewer)
    version = review.answer_question(draft.pk, version.number, "The plant.", by=author)
    assert (version.decision, version.answer) == (Decision.PENDING, "The plant.")
    assert list(review_queue(reviewer)) == [version]


def test_an_unfinished_plan_cannot_go_to_review(draft: Campaign, author: Actor) -> None:
    steps.change_step(draft.pk, draft.steps.first().pk, {"subject": ""}, by=author)
    with pytest.raises(RuleBroken, match="a subject"):
        submitted(draft, author)


def test_a_second_question_as_long_as_the_first_reaches_the_author_too(
    draft: Campaign, author: Actor, reviewer: Actor
) -> None:
    version = review.submit_for_review(draft.pk, by=author)
    for question, answer in (("Who pays?", "The plant."), ("Who asks?", "The leads.")):
        review.ask_question(draft.pk, version.number, question, by=reviewer)
        review.answer_question(draft.pk, version.number, answer, by=author)

    notes = Sending.objects.filter(object_ref=f"campaign:{draft.pk}")
    assert notes.filter(key__startswith="campaigns:decided:").count() == 2
    assert notes.filter(key__startswith="campaigns:review:").count() == 3
