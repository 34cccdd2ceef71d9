"""Results of a closed wave, summed up from the tallies of its blocks and from nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.counted import counted
from allaboard.areas.listening.queries.figures import (
    GroupFigures,
    HiddenAttribute,
    QuestionFigures,
    Score,
    WaveFigures,
    score_range,
)
from allaboard.areas.listening.queries.plans import attributes_of, group_name, plan_of
from allaboard.areas.listening.queries.surveys import waves_before
from allaboard.foundation.access.roles import Actor
from allaboard.statistics.enps import Recommendation, net_recommendation, recommendation_change
from allaboard.statistics.trend import Change, holm, mean_change, share_change, share_difference_p


def results_of(actor: Actor, wave: Wave) -> WaveFigures:
    """Everything that may be shown of a closed wave; the same for page, API and export.

    Args:
        actor: who looks; what has moved is told since a run that they may see.
        wave: a closed wave that the actor may see.
    """
    if wave.smallest_group < wave.minimum_group:
        return WaveFigures(None, None, None)
    now, earlier = counted(wave), waves_before(actor, wave).first()
    before = counted(earlier) if earlier and earlier.smallest_group >= earlier.minimum_group else None
    total_before = before.total() if before else None
    total = _with_change(now.total(), total_before)
    recommended = _recommendation(total), _recommendation(total_before) if total_before else None
    groups_before = {(g.attribute, g.label): g for g in before.groups()} if before else {}
    groups = [_with_change(g, groups_before.get((g.attribute, g.label))) for g in now.groups()]
    return WaveFigures(
        total=total,
        recommendation=recommended[0],
        recommendation_before=recommended[1],
        recommendation_change=_recommendation_changed(*recommended),
        groups=tuple(_marked(groups, total)),
        hidden=_hidden(wave),
        lumped=_lumped(wave),
        previous_share=earlier.answered / earlier.invited
        if earlier and earlier.answered and earlier.invited
        else None,
    )


def totals_of(wave: Wave) -> WaveFigures:
    """What may be shown of everyone together: no groups, and nothing of the wave before."""
    if wave.smallest_group < wave.minimum_group:
        return WaveFigures(None, None, None)
    total = counted(wave).total()
    return WaveFigures(total, _recommendation(total), None)


def engagement_so_far(actor: Actor, wave: Wave, latest: int) -> list[tuple[Wave, Score]]:
    """Engagement in this run and in those before it that the actor may see and that may show theirs, first to last.

    Args:
        actor: who looks.
        wave: a closed wave that the actor may see.
        latest: of how many runs at most, the last ones.
    """
    runs = [wave, *waves_before(actor, wave)[: latest - 1]]
    totals = [(run, totals_of(run).total) for run in reversed(runs)]
    return [(run, total.engagement) for run, total in totals if total and total.engagement]


def _lumped(wave: Wave) -> tuple[str, ...]:
    plan = plan_of(wave)
    return tuple(
        group_name(field, group.label)
        for index, (field, _name) in enumerate(wave.attributes)
        for group in plan.groups[index]
        if plan.is_split(index) and len(group.values) > 1
    )


def _with_change(now: GroupFigures, before: GroupFigures | None) -> GroupFigures:
    if before is None:
        return now
    earlier = {figures.asked.key: figures for figures in before.questions}
    questions = tuple(_changed(figures, earlier.get(figures.asked.key)) for figures in now.questions)
    return replace(now, questions=questions, engagement=_engagement_changed(now, before))


def _changed(now: QuestionFigures, before: QuestionFigures | None) -> QuestionFigures:
    """With the change, unless it would tell exactly what is told as a range now or was then."""
    if before is None or not now.asked.is_rated or now.too_few or before.too_few or now.told or before.told:
        return now
    return replace(now, change=share_change(before.favourable, before.answers, now.favourable, now.answers))


def _engagement_changed(now: GroupFigures, before: GroupFigures) -> Score | None:
    if now.engagement is None or before.engagement is None:
        return now.engagement
    if not (now.is_told_exactly and before.is_told_exactly):
        return now.engagement
    return replace(now.engagement, change=mean_change(before.engagement.sample, now.engagement.sample))


def _marked(groups: Sequence[GroupFigures], total: GroupFigures) -> list[GroupFigures]:
    """Mark the tiles that differ from the rest of the company, all tiles of the page judged together."""
    whole = {figures.asked.key: figures for figures in total.questions}
    tiles = [
        (place, number, _nearest_share(figures, whole[figures.asked.key]))
        for place, group in enumerate(groups)
        for number, figures in enumerate(group.questions)
        if figures.asked.is_rated
        and figures.is_shown
        and not whole[figures.asked.key].told
        and figures.answers < whole[figures.asked.key].answers
    ]
    marked = [list(group.questions) for group in groups]
    chances = [
        _difference_p(yes, marked[place][number], whole[marked[place][number].asked.key])
        for place, number, yes in tiles
    ]
    for (place, number, yes), held in zip(tiles, holm(chances), strict=True):
        figures = marked[place][number]
        if held:
            above = yes / figures.answers > whole[figures.asked.key].share
            marked[place][number] = replace(figures, differs=1 if above else -1)
    return [replace(group, questions=tuple(marked[place])) for place, group in enumerate(groups)]


def _nearest_share(part: QuestionFigures, whole: QuestionFigures) -> int:
    """How many are favourable; of a range the count nearest to everyone's share, so that a mark tells no more than it."""
    if part.told is None:
        return part.favourable
    lowest = ceil(part.told.low * part.answers / 100)
    highest = floor(part.told.high * part.answers / 100)
    return min(max(round(whole.share * part.answers), lowest), highest)


def _difference_p(yes: int, part: QuestionFigures, whole: QuestionFigures) -> float:
    rest = whole.answers - part.answers
    return share_difference_p(yes, part.answers, min(rest, max(0, whole.favourable - yes)), rest)


def _recommendation(total: GroupFigures) -> Recommendation | None:
    for figures in total.questions:
        if figures.asked.kind == Kind.ENPS and not figures.too_few:
            against = sum(count.people for count in figures.counts if int(count.value) <= 6)
            return net_recommendation(figures.favourable, against, figures.answers)
    return None


def _recommendation_changed(now: Recommendation | None, before: Recommendation | None) -> Change | None:
    """The change, unless it would tell exactly what is told as a range now or was then."""
    if now is None or before is None or score_range(now) or score_range(before):
        return None
    return recommendation_change(before, now)


def _hidden(wave: Wave) -> tuple[HiddenAttribute, ...]:
    plan = plan_of(wave)
    return tuple(
        HiddenAttribute(name, tuple(group_name(field, value) for value in plan.groups[index][0].values))
        for index, (field, name) in enumerate(attributes_of(wave))
        if not plan.is_split(index)
    )
