"""What was counted in the blocks of a wave, as figures of its groups; how exactly they may be told is settled here."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.models import Block, Tally, Wave
from allaboard.areas.listening.queries.figures import Count, GroupFigures, QuestionFigures, Score
from allaboard.areas.listening.queries.plans import attributes_of, group_name, plan_of
from allaboard.areas.listening.rules import Asked
from allaboard.statistics.intervals import wilson_interval
from allaboard.statistics.ranges import Lot, Range, Tile, end_range, told_ranges
from allaboard.statistics.trend import Sample, score_interval

Said = Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class Counted:
    """A wave's blocks with what was said in each."""

    wave: Wave
    asked: Sequence[Asked]
    blocks: Sequence[Block]
    said: Mapping[int, Said]

    def total(self) -> GroupFigures:
        """Everyone who answered."""
        return self._figures("", "", self.blocks)

    def groups(self) -> list[GroupFigures]:
        """The shown groups, attribute by attribute, each question told as exactly as all of them together allow."""
        members = self._members()
        groups = [self._figures(name, label, own) for _index, name, label, own in members]
        told = {
            asked.key: self._told(asked, members, groups, number)
            for number, asked in enumerate(self._countable())
            if asked.is_rated
        }
        return [
            replace(
                group,
                questions=tuple(
                    replace(q, told=told[q.asked.key][place]) if q.asked.is_rated else q
                    for q in group.questions
                ),
            )
            for place, group in enumerate(groups)
        ]

    def _members(self) -> list[tuple[int, str, str, list[Block]]]:
        plan = plan_of(self.wave)
        found = []
        for index, (field, name) in enumerate(attributes_of(self.wave)):
            if plan.is_split(index):
                by_label: dict[str, list[Block]] = defaultdict(list)
                for block in self.blocks:
                    by_label[block.groups[index]].append(block)
                found += [
                    (index, name, group_name(field, group.label), by_label[group.label])
                    for group in plan.groups[index]
                ]
        return found

    def _countable(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.kind != Kind.TEXT]

    def _figures(self, attribute: str, label: str, blocks: Sequence[Block]) -> GroupFigures:
        together: dict[str, Counter[str]] = defaultdict(Counter)
        for block in blocks:
            for question, counts in self.said.get(block.pk, {}).items():
                together[question].update(counts)
        minimum = self.wave.minimum_group
        return GroupFigures(
            attribute=attribute,
            label=label,
            invited=None if self.wave.invited is None else sum(block.invited for block in blocks),
            answered=sum(block.answered for block in blocks),
            questions=tuple(_question(asked, together[asked.key], minimum) for asked in self._countable()),
            engagement=_engagement(blocks, minimum),
        )

    def _told(
        self,
        asked: Asked,
        members: Sequence[tuple[int, str, str, list[Block]]],
        groups: Sequence[GroupFigures],
        number: int,
    ) -> list[Range | None]:
        lots = {block.pk: self._lot(asked, block) for block in self.blocks}
        tiles = [
            Tile(
                index,
                frozenset(block.pk for block in own),
                Lot(sum(lots[b.pk].answers for b in own), sum(lots[b.pk].yes for b in own)),
                is_hidden=group.questions[number].too_few,
            )
            for (index, _name, _label, own), group in zip(members, groups, strict=True)
        ]
        return told_ranges(tiles, lots)

    def _lot(self, asked: Asked, block: Block) -> Lot:
        said = self.said.get(block.pk, {}).get(asked.key, Counter())
        return Lot(sum(said.values()), _favourable(asked, said))


def counted(wave: Wave) -> Counted:
    """What was counted when the wave was closed."""
    said: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    rows = Tally.objects.filter(wave=wave).values_list("block_id", "question", "value", "people")
    for block, question, value, people in rows:
        said[block][question][value] += people
    return Counted(wave, wave.asked(), list(wave.blocks.order_by("number")), said)


def _favourable(asked: Asked, said: Mapping[str, int]) -> int:
    return sum(n for value, n in said.items() if asked.is_rated and int(value) >= asked.favourable_from)


def _question(asked: Asked, said: Counter[str], minimum: int) -> QuestionFigures:
    # The tally of a question with several choices keeps how many answered it under the empty value.
    answers = said.get("", 0) if asked.kind == Kind.CHOICES else sum(said.values())
    if answers < minimum:
        return QuestionFigures(asked, 0, 0, None, (), too_few=True)
    numbers = [str(number) for number in range(asked.low, asked.high + 1)]
    favourable = _favourable(asked, said)
    return QuestionFigures(
        asked=asked,
        answers=answers,
        favourable=favourable,
        interval=wilson_interval(favourable, answers) if asked.is_rated else None,
        counts=tuple(
            Count(value, said[value], said[value] / answers)
            for value in (numbers if asked.is_rated else asked.options)
        ),
        told=end_range(favourable / answers, answers) if asked.is_rated else None,
    )


def _engagement(blocks: Sequence[Block], minimum: int) -> Score | None:
    sample = Sample(
        sum(b.index_answers for b in blocks),
        sum(b.index_total for b in blocks),
        sum(b.index_squares for b in blocks),
    )
    if sample.answers < minimum:
        return None
    told = end_range(sample.mean / 100, sample.answers)
    return Score(sample, score_interval(sample, 0, 100), told)
