"""Writing surveys: start, change, order, copy, put away."""

import secrets
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.listening import rules
from allaboard.areas.listening.choices import CHOSEN, Template
from allaboard.areas.listening.library import LIBRARY, Draft
from allaboard.areas.listening.models import Question, Survey
from allaboard.areas.listening.permissions import require_writer
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.undo.facade import Row, put_back


@transaction.atomic
def start_survey(
    *, by: Actor, title: str, template: str = Template.BLANK, intro: str = "", is_sample: bool = False
) -> Survey:
    """Make a survey with the template's questions."""
    require_writer(by)
    survey = Survey.objects.create(
        title=title, intro=intro, template=template, created_by_id=by.person_id, is_sample=is_sample
    )
    Question.objects.bulk_create(
        _drafted(survey, n, draft) for n, draft in enumerate(LIBRARY.get(template, ()))
    )
    record("survey.started", by=by, on=survey, template=template)
    return survey


def _drafted(survey: Survey, position: int, draft: Draft) -> Question:
    low, high, favourable_from = rules.scale_of(draft.kind)
    return Question(
        survey=survey,
        key=draft.key,
        position=position,
        kind=draft.kind,
        text=str(draft.text),
        label=str(draft.label),
        section=str(draft.section),
        options=[str(option) for option in draft.options],
        counts_for_index=draft.counts_for_index,
        low=low,
        high=high,
        favourable_from=favourable_from,
    )


@transaction.atomic
def describe_survey(survey: Survey, *, by: Actor, title: str, intro: str) -> None:
    """Change a survey's title and the words that say why we ask."""
    require_writer(by)
    survey.title, survey.intro = title, intro
    survey.save(update_fields=["title", "intro", "updated_at"])
    record("survey.described", by=by, on=survey)


@transaction.atomic
def save_question(survey: Survey, question: Question, *, by: Actor) -> Question:
    """Add a question at the end, or change one.

    A new kind of answer brings its own scale; one that stays keeps the scale it came with, from elsewhere too.
    """
    require_writer(by)
    is_new = question.pk is None
    is_of_that_kind = not is_new and Question.objects.filter(pk=question.pk, kind=question.kind).exists()
    if is_new:
        last = survey.questions.aggregate(last=Max("position"))["last"]
        question.survey, question.position = survey, 0 if last is None else last + 1
        question.key = question.key or f"q_{secrets.token_hex(4)}"
    if not is_of_that_kind:
        question.low, question.high, question.favourable_from = rules.scale_of(question.kind)
        question.options = question.options if question.kind in CHOSEN else []
    question.save()
    _touch(survey)
    record(
        "survey.question_added" if is_new else "survey.question_changed",
        by=by,
        on=survey,
        question=question.key,
    )
    return question


@transaction.atomic
def move_question(question: Question, *, by: Actor, up: bool) -> None:
    """Swap a question with its neighbour."""
    require_writer(by)
    order = list(question.survey.questions.all())
    place = order.index(question)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    _renumber(order)
    record("survey.question_moved", by=by, on=question.survey, question=question.key)


@transaction.atomic
def remove_question(question: Question, *, by: Actor) -> None:
    """Take a question out; waves that ran keep theirs."""
    require_writer(by)
    survey, key = question.survey, question.key
    question.delete()
    _renumber(list(survey.questions.all()))
    record("survey.question_removed", by=by, on=survey, question=key)


@transaction.atomic
def put_question_back(survey: Survey, rows: Sequence[Row], *, by: Actor) -> None:
    """Bring a question back that was taken out, to the place where it stood."""
    require_writer(by)
    put_back(rows)
    returned = rows[0]["pk"]
    order = sorted(survey.questions.all(), key=lambda each: (each.position, each.pk != returned))
    _renumber(order)
    record("survey.question_restored", by=by, on=survey)


def _renumber(order: Sequence[Question]) -> None:
    for position, question in enumerate(order):
        question.position = position
    Question.objects.bulk_update(order, ["position"])
    if order:
        _touch(order[0].survey)


def _touch(survey: Survey) -> None:
    survey.save(update_fields=["updated_at"])


@transaction.atomic
def duplicate_survey(survey: Survey, *, by: Actor) -> Survey:
    """A copy with the same questions."""
    require_writer(by)
    questions = list(survey.questions.all())
    copy = Survey.objects.create(
        title=_("%(title)s (copy)") % {"title": survey.title[:110]},
        intro=survey.intro,
        template=survey.template,
        created_by_id=by.person_id,
    )
    for question in questions:
        question.pk, question.survey = None, copy
    Question.objects.bulk_create(questions)
    record("survey.duplicated", by=by, on=copy, original=survey.pk)
    return copy


@transaction.atomic
def archive_survey(survey: Survey, *, by: Actor) -> None:
    """Put a survey away; its waves and results stay."""
    require_writer(by)
    survey.archived_at = timezone.now()
    survey.save(update_fields=["archived_at"])
    record("survey.archived", by=by, on=survey)


@transaction.atomic
def archive_surveys(surveys: QuerySet[Survey], *, by: Actor) -> list[int]:
    """Put those of the surveys away that are in use; which they were."""
    found = list(surveys.filter(archived_at=None).order_by("pk"))
    for survey in found:
        archive_survey(survey, by=by)
    return [survey.pk for survey in found]


@transaction.atomic
def restore_survey(survey: Survey, *, by: Actor) -> None:
    """Bring an archived survey back."""
    require_writer(by)
    survey.archived_at = None
    survey.save(update_fields=["archived_at"])
    record("survey.restored", by=by, on=survey)
