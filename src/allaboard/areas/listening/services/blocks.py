"""Who is in which block: made at launch from frozen attributes, only lumped further at the close."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from allaboard.areas.listening.models import Block, Wave
from allaboard.areas.listening.queries.asked import AskedPerson
from allaboard.areas.listening.queries.plans import kept_plan, plan_of
from allaboard.areas.listening.rules import answered_kept
from allaboard.areas.listening.services.ballots import write_marks_again
from allaboard.bulk import unchecked
from allaboard.statistics.anonymity import (
    Cell,
    ReleasePlan,
    coarsened,
    release_plan,
    smallest_group_to_work_out,
)

NOBODY: Mapping[Cell, int] = {}


def make_blocks(wave: Wave, sizes: Mapping[Cell, int]) -> tuple[ReleasePlan, dict[Cell, int]]:
    """Fix the wave's plan and make its blocks from how many were asked of each combination of values.

    Returns:
        The plan, and the id of each block by the labels of its groups.
    """
    plan = release_plan(sizes, wave.minimum_group)
    wave.plan, wave.invited = kept_plan(plan), sum(sizes.values())
    return plan, _made(wave, _per_block(plan, sizes, sizes), first=0)


def settled_blocks(
    wave: Wave, sizes: Mapping[Cell, int] | None, answers: Mapping[Cell, int]
) -> tuple[ReleasePlan, dict[Cell, int]]:
    """Fix plan and blocks of a wave whose answers are all in, as if it had been launched and closed.

    What is written with these blocks needs no lumping and no second writing.

    Args:
        sizes: how many were asked of each combination of values; None when nobody knows.
        answers: how many answered of each combination of values.

    Returns:
        The plan, and the id of each block by the labels of its groups.
    """
    cells = answers if sizes is None else sizes
    launched = release_plan(cells, wave.minimum_group)
    plan = coarsened(launched, _per_block(launched, cells, answers))
    answered = _per_block(plan, cells, answers)
    wave.plan, wave.invited = kept_plan(plan), None if sizes is None else sum(sizes.values())
    wave.answered = answered_kept(sum(answered.values()), wave.minimum_group)
    made = _made(wave, _per_block(plan, cells, sizes or NOBODY), first=0, answered=answered)
    wave.smallest_group = _certified(wave, plan)
    return plan, made


def _per_block(plan: ReleasePlan, cells: Iterable[Cell], people: Mapping[Cell, int]) -> dict[Cell, int]:
    """People per block; 0 where one of the cells has nobody."""
    found: dict[Cell, int] = {}
    for cell in cells:
        labels = plan.block_of(cell)
        found[labels] = found.get(labels, 0) + people.get(cell, 0)
    return found


def _made(
    wave: Wave, invited: Mapping[Cell, int], first: int, answered: Mapping[Cell, int] = NOBODY
) -> dict[Cell, int]:
    blocks = Block.objects.bulk_create(
        Block(
            wave=wave,
            number=number,
            groups=list(labels),
            invited=invited[labels],
            answered=answered.get(labels, 0),
        )
        for number, labels in enumerate(sorted(invited), start=first)
    )
    return {tuple(block.groups): block.pk for block in blocks}


def keep_asked(
    wave: Wave, people: Sequence[AskedPerson], blocks: Mapping[Cell, int], plan: ReleasePlan
) -> None:
    """Keep who was asked, with the block and nothing else about them."""
    block_of = {cell: blocks[plan.block_of(cell)] for cell in {person.groups for person in people}}
    columns = "wave_id, person_id, block_id, taken_part"
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY listening_participation ({columns}) FROM STDIN") as copy,
    ):
        for person in people:
            copy.write_row((wave.pk, person.person_id, block_of[person.groups], person.taken_part))


def lump_blocks(wave: Wave) -> None:
    """Lump blocks until each also holds the minimum of answers, and note the smallest that is left.

    Answers, comments and marks are written anew in random order, so that neither their place nor their
    transaction tells in which order they came.
    """
    before = list(wave.blocks.order_by("number"))
    answers = {tuple(block.groups): 0 for block in before} | _answers_by_block(wave)
    launched = plan_of(wave)
    plan = coarsened(launched, answers)
    _write_anew(wave, _lumped(wave, launched, plan, before))
    Block.objects.filter(pk__in=[block.pk for block in before]).delete()
    wave.plan, wave.answered = kept_plan(plan), answered_kept(sum(answers.values()), wave.minimum_group)
    wave.smallest_group = _certified(wave, plan)


def _answers_by_block(wave: Wave) -> dict[Cell, int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT b.groups, count(*) FROM listening_block b JOIN listening_answer a ON a.block_id = b.id"
            " WHERE b.wave_id = %s GROUP BY b.id",
            [wave.pk],
        )
        return {tuple(groups): people for groups, people in cursor.fetchall()}


def _lumped(wave: Wave, launched: ReleasePlan, plan: ReleasePlan, before: Sequence[Block]) -> dict[int, int]:
    """Make the lumped blocks; returns the new block's id for each old one."""
    some_value = [{group.label: group.values[0] for group in groups} for groups in launched.groups]
    labels_of = {
        block.pk: plan.block_of([some_value[i][label] for i, label in enumerate(block.groups)])
        for block in before
    }
    invited: Counter[Cell] = Counter()
    for block in before:
        invited[labels_of[block.pk]] += block.invited
    made = _made(wave, invited, first=before[-1].number + 1)
    return {old: made[labels] for old, labels in labels_of.items()}


_ANSWERS_ANEW = """
WITH old AS (DELETE FROM listening_answer WHERE wave_id = %s RETURNING wave_id, block_id, "values")
INSERT INTO listening_answer (id, wave_id, block_id, "values")
SELECT gen_random_uuid(), old.wave_id, became.block, old."values" FROM old
JOIN unnest(%s::bigint[], %s::bigint[]) AS became(was, block) ON became.was = old.block_id
ORDER BY gen_random_uuid()
"""
_COMMENTS_ANEW = """
WITH old AS (DELETE FROM listening_comment WHERE wave_id = %s RETURNING wave_id, question, text, is_hidden)
INSERT INTO listening_comment (id, wave_id, question, text, is_hidden)
SELECT gen_random_uuid(), wave_id, question, text, is_hidden FROM old ORDER BY gen_random_uuid()
"""
_COUNTED = """
UPDATE listening_block b SET answered = (SELECT count(*) FROM listening_answer a WHERE a.block_id = b.id)
WHERE b.wave_id = %s
"""


def _write_anew(wave: Wave, became: Mapping[int, int]) -> None:
    with (
        connection.cursor() as cursor,
        unchecked(),
    ):  # all that these rows point to was there, or made just now
        cursor.execute(_ANSWERS_ANEW, [wave.pk, list(became), list(became.values())])
        cursor.execute(_COMMENTS_ANEW, [wave.pk])
        write_marks_again(became)
        cursor.execute(_COUNTED, [wave.pk])


def _certified(wave: Wave, plan: ReleasePlan) -> int:
    answers = {tuple(block.groups): block.answered for block in wave.blocks.all()}
    shown: Iterable[frozenset[Cell]] = [
        frozenset(labels for labels in answers if labels[index] == group.label)
        for index, groups in enumerate(plan.groups)
        for group in groups
    ]
    return smallest_group_to_work_out(shown, answers)
