"""Results from elsewhere become a wave under the same rules as our own."""

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar
from uuid import uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from allaboard.areas.listening import rules
from allaboard.areas.listening.choices import Stage, Template
from allaboard.areas.listening.models import Question, Survey, Wave
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.queries.asked import AskedPerson
from allaboard.areas.listening.services.blocks import keep_asked, settled_blocks
from allaboard.areas.listening.services.names import take_out_names
from allaboard.areas.listening.services.waves import count_and_close
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.statistics.anonymity import Cell, ReleasePlan
from allaboard.statistics.text import scrubbed

_dice = random.SystemRandom()
Sheet = TypeVar("Sheet")
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One answer sheet: values of the reported attributes in order, ratings and choices, and words."""

    groups: Cell
    values: Mapping[str, rules.Value] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Results:
    """A survey that was run elsewhere, or made for the sample company."""

    wave_title: str
    questions: Sequence[rules.Asked]
    attributes: Sequence[tuple[str, str]]  # field, label; most important first
    opened_on: date
    closed_on: date
    rows: Sequence[ResultRow]
    asked: Sequence[AskedPerson] = ()  # empty: nobody knows who was asked, only who answered
    minimum_group: int = rules.MINIMUM_GROUP


@transaction.atomic
def import_results(
    results: Results,
    *,
    by: Actor,
    survey: Survey | None = None,
    survey_title: str = "",
    is_sample: bool = False,
) -> Wave:
    """Keep answers from elsewhere as a closed wave of a survey, new or given.

    Raises:
        NotAllowed: the actor does not write surveys.
        RuleBroken: no answers, or a minimum below the product's own.
    """
    require_writer(by)
    rules.require_minimum(results.minimum_group)
    if not results.rows:
        raise RuleBroken(_("There are no answers in this file."))
    survey = survey or _survey_for(results, survey_title or results.wave_title, by, is_sample)
    wave = _wave_for(results, survey, by)
    _keep(wave, results)
    count_and_close(wave, closed_on=results.closed_on)
    record(
        "survey.results_imported", by=by, on=wave, answers=wave.answered or None, smallest=wave.smallest_group
    )
    return wave


def _wave_for(results: Results, survey: Survey, by: Actor) -> Wave:
    return Wave.objects.create(
        survey=survey,
        title=results.wave_title,
        stage=Stage.OPEN,
        opens_on=results.opened_on,
        closes_on=results.closed_on,
        questions=[question.as_json() for question in results.questions],
        attributes=[list(pair) for pair in results.attributes],
        plan={},
        minimum_group=results.minimum_group,
        launched_by_id=by.person_id,
    )


def _survey_for(results: Results, title: str, by: Actor, is_sample: bool) -> Survey:
    survey = Survey.objects.create(
        title=title, template=Template.IMPORTED, created_by_id=by.person_id, is_sample=is_sample
    )
    Question.objects.bulk_create(
        Question(survey=survey, position=n, **{**asked.as_json(), "key": asked.key})
        for n, asked in enumerate(results.questions)
    )
    return survey


def _keep(wave: Wave, results: Results) -> None:
    """Write everything once: as all answers are in, their last blocks are known before the first is written."""
    answers = Counter(row.groups for row in results.rows)
    asked = Counter(person.groups for person in results.asked) if results.asked else None
    plan, blocks = settled_blocks(wave, asked, answers)
    keep_asked(wave, results.asked, blocks, plan)
    _keep_answers(wave, results.rows, blocks, plan)
    take_out_names(wave)


def _keep_answers(
    wave: Wave, rows: Sequence[ResultRow], blocks: Mapping[Cell, int], plan: ReleasePlan
) -> None:
    """Write answers, and apart from them comments, each in an order of its own."""
    block_of = {cell: blocks[plan.block_of(cell)] for cell in {row.groups for row in rows}}
    answers = ((uuid4(), wave.pk, block_of[row.groups], json.dumps(dict(row.values))) for row in _mixed(rows))
    _copy('listening_answer (id, wave_id, block_id, "values")', answers)
    comments = [(key, text) for row in rows for key, text in row.comments.items() if text.strip()]
    lines = (
        (uuid4(), wave.pk, key, scrubbed(text)[: rules.LONGEST_COMMENT], False)
        for key, text in _mixed(comments)
    )
    _copy("listening_comment (id, wave_id, question, text, is_hidden)", lines)


def _copy(target: str, rows: Iterable[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _mixed(rows: Sequence[Sheet]) -> Iterator[Sheet]:
    """The rows in random order."""
    yield from _dice.sample(rows, len(rows))
