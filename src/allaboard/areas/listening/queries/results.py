"""Results of a closed wave, summed up from the tallies of its blocks and from nothing else."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.models import Block, Tally, Wave
from allaboard.areas.listening.queries.figures import (
    Count,
    GroupFigures,
    HiddenAttribute,
    QuestionFigures,
    Score,
    WaveFigures,
)
from allaboard.areas.listening.queries.plans import plan_of
from allaboard.areas.listening.queries.surveys import previous_wave
from allaboard.areas.listening.rules import Asked, is_band
from allaboard.statistics.enps import Recommendation, net_recommendation
from allaboard.statistics.intervals import wilson_interval
from allaboard.statistics.trend import (
    Sample,
    holm,
    mean_change,
    mean_interval,
    share_change,
    share_difference_p,
)

Said = Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class _Blocks:
    """A wave's blocks with what was said in each."""

    wave: Wave
    asked: Sequence[Asked]
    blocks: Sequence[Block]
    said: Mapping[int, Said]

    def group(self, attribute: str, label: str, blocks: Sequence[Block]) -> GroupFigures:
        together: dict[str, Counter[str]] = defaultdict(Counter)
        for block in blocks:
            for question, counts in self.said.get(block.pk, {}).items():
                together[question].update(counts)
        minimum = self.wave.minimum_group
        return GroupFigures(
            attribute=attribute,
            label=label,
            invited=sum(block.invited for block in blocks),
            answered=sum(block.answered for block in blocks),
            questions=tuple(
                _question(asked, together[asked.key], minimum)
                for asked in self.asked
                if asked.kind != Kind.TEXT
            ),
            engagement=_engagement(blocks, minimum),
        )


def results_of(wave: Wave) -> WaveFigures:
    """Everything that may be shown of a closed wave; the same for page, API and export."""
    if wave.smallest_group < wave.minimum_group:
        return WaveFigures(None, None, None)
    now, earlier = _blocks_of(wave), previous_wave(wave)
    before = _blocks_of(earlier) if earlier and earlier.smallest_group >= earlier.minimum_group else None
    total = _with_change(
        now.group("", "", now.blocks), before.group("", "", before.blocks) if before else None
    )
    groups = _groups(now, before)
    return WaveFigures(
        total=total,
        recommendation=_recommendation(total),
        recommendation_before=_recommendation(before.group("", "", before.blocks)) if before else None,
        groups=tuple(_marked(groups, total)),
        hidden=_hidden(wave),
        lumped=tuple(
            g.label
            for i, one in enumerate(plan_of(wave).groups)
            if plan_of(wave).is_split(i)
            for g in one
            if len(g.values) > 1
        ),
        previous_share=earlier.answered / earlier.invited if earlier and earlier.invited else None,
    )


def _blocks_of(wave: Wave) -> _Blocks:
    said: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    rows = Tally.objects.filter(wave=wave).values_list("block_id", "question", "value", "people")
    for block, question, value, people in rows:
        said[block][question][value] += people
    return _Blocks(wave, wave.asked(), list(wave.blocks.order_by("number")), said)


def _groups(now: _Blocks, before: _Blocks | None) -> list[GroupFigures]:
    found: list[GroupFigures] = []
    plan = plan_of(now.wave)
    for index, (_field, name) in enumerate(now.wave.attributes):
        if not plan.is_split(index):
            continue
        for group in plan.groups[index]:
            figures = now.group(name, group.label, [b for b in now.blocks if b.groups[index] == group.label])
            found.append(_with_change(figures, _same_group(before, now.wave.attributes[index], group.label)))
    return found


def _same_group(before: _Blocks | None, attribute: Sequence[str], label: str) -> GroupFigures | None:
    """The group of the same name and attribute in the last wave, if that wave could show it."""
    if before is None or list(attribute) not in before.wave.attributes:
        return None
    index = before.wave.attributes.index(list(attribute))
    blocks = [block for block in before.blocks if block.groups[index] == label]
    return (
        before.group(attribute[1], label, blocks) if blocks and plan_of(before.wave).is_split(index) else None
    )


def _question(asked: Asked, said: Counter[str], minimum: int) -> QuestionFigures:
    answers = sum(said.values())
    if asked.kind == Kind.CHOICES:
        answers = said.get("", 0)  # the tally keeps how many answered under the empty value
    offered = (
        [str(number) for number in range(asked.low, asked.high + 1)]
        if asked.is_rated
        else list(asked.options)
    )
    too_few = answers < minimum
    favourable = sum(n for value, n in said.items() if asked.is_rated and int(value) >= asked.favourable_from)
    return QuestionFigures(
        asked=asked,
        answers=0 if too_few else answers,
        favourable=0 if too_few else favourable,
        interval=wilson_interval(favourable, answers) if asked.is_rated and not too_few else None,
        counts=()
        if too_few
        else tuple(Count(value, said[value], said[value] / answers) for value in offered),
        too_few=too_few,
    )


def _engagement(blocks: Sequence[Block], minimum: int) -> Score | None:
    sample = _sample(blocks)
    if sample.answers < minimum:
        return None
    return Score(sample.mean, mean_interval(sample), sample.answers)


def _sample(blocks: Iterable[Block]) -> Sample:
    rows = list(blocks)
    return Sample(
        sum(b.index_answers for b in rows),
        sum(b.index_total for b in rows),
        sum(b.index_squares for b in rows),
    )


def _with_change(now: GroupFigures, before: GroupFigures | None) -> GroupFigures:
    if before is None:
        return now
    earlier = {figures.asked.key: figures for figures in before.questions}
    questions = tuple(_changed(figures, earlier.get(figures.asked.key)) for figures in now.questions)
    return replace(now, questions=questions, engagement=_engagement_changed(now, before))


def _changed(now: QuestionFigures, before: QuestionFigures | None) -> QuestionFigures:
    if before is None or not now.asked.is_rated or now.too_few or before.too_few:
        return now
    if is_band(now.share, now.answers) or is_band(before.share, before.answers):
        return now
    return replace(now, change=share_change(before.favourable, before.answers, now.favourable, now.answers))


def _engagement_changed(now: GroupFigures, before: GroupFigures) -> Score | None:
    if now.engagement is None or before.engagement is None:
        return now.engagement
    if any(
        is_band(group.engagement.value / 100, group.answered) for group in (now, before) if group.engagement
    ):
        return now.engagement
    return replace(
        now.engagement, change=mean_change(_as_sample(before.engagement), _as_sample(now.engagement))
    )


def _as_sample(score: Score) -> Sample:
    """A sample with the score's mean and standard error, which is all that a comparison needs."""
    error = (score.interval.high - score.value) / 1.959964
    variance = error**2 * score.answers
    total = score.value * score.answers
    return Sample(score.answers, total, variance * (score.answers - 1) + total**2 / score.answers)


def _marked(groups: Sequence[GroupFigures], total: GroupFigures) -> list[GroupFigures]:
    """Mark the tiles that differ from the rest of the company, all tiles of the page judged together."""
    whole = {figures.asked.key: figures for figures in total.questions}
    tiles = [
        (place, number, _difference_p(figures, whole[figures.asked.key]))
        for place, group in enumerate(groups)
        for number, figures in enumerate(group.questions)
        if figures.asked.is_rated
        and not figures.too_few
        and figures.answers < whole[figures.asked.key].answers
    ]
    marked = [list(group.questions) for group in groups]
    for (place, number, _p), held in zip(tiles, holm([p for *_, p in tiles]), strict=True):
        figures = marked[place][number]
        if held:
            above = figures.share > whole[figures.asked.key].share
            marked[place][number] = replace(figures, differs=1 if above else -1)
    return [replace(group, questions=tuple(marked[place])) for place, group in enumerate(groups)]


def _difference_p(part: QuestionFigures, whole: QuestionFigures) -> float:
    rest, rest_favourable = whole.answers - part.answers, whole.favourable - part.favourable
    return share_difference_p(part.favourable, part.answers, rest_favourable, rest)


def _recommendation(total: GroupFigures) -> Recommendation | None:
    for figures in total.questions:
        if figures.asked.kind == Kind.ENPS and not figures.too_few:
            against = sum(count.people for count in figures.counts if int(count.value) <= 6)
            return net_recommendation(figures.favourable, against, figures.answers)
    return None


def _hidden(wave: Wave) -> tuple[HiddenAttribute, ...]:
    plan = plan_of(wave)
    return tuple(
        HiddenAttribute(name, plan.groups[index][0].values)
        for index, (_field, name) in enumerate(wave.attributes)
        if not plan.is_split(index)
    )
