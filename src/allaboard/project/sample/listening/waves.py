"""The sample company's pulse: three waves, with planted differences between shifts and over time."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.facade import (
    Asked,
    AskedPerson,
    ResultRow,
    Results,
    find_themes,
    import_results,
)
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.queries.themes import shows_comments
from allaboard.areas.listening.rules import MINIMUM_FOR_COMMENTS, MINIMUM_GROUP
from allaboard.bulk import unchecked
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person
from allaboard.project.sample.listening import voices
from allaboard.project.sample.listening.editing import edit_themes
from allaboard.project.sample.listening.effects import (
    MEANS,
    Effect,
    means_of,
    planted_in,
    shown_of,
    truth_of,
)
from allaboard.project.sample.planted import LeftOut, Planted
from allaboard.project.sample.progress import Tick
from allaboard.statistics.anonymity import Cell

ATTRIBUTES = (("work_location", "Location"), ("shift", "Shift"), ("department", "Department"))
TITLE = "Pulse"
ASKED_SHARE, ANSWERED_SHARE = 0.1, 0.4  # of the time, when it is known who was asked, and who answered what
MOST_COMMENTS = 2_000
BATCH = 20_000
NO_COMMENT: dict[str, str] = {}
QUESTIONS = (
    Asked("plan_week", Kind.AGREE, "I can plan my week.", "My week", counts_for_index=True),
    Asked("lead_listens", Kind.AGREE, "My lead listens to me.", "My lead", counts_for_index=True),
    Asked("growth", Kind.AGREE, "I can learn and grow here.", "Growth", counts_for_index=True),
    Asked("tools", Kind.AGREE, "I have the tools that I need.", "Tools", counts_for_index=True),
    Asked("something_changes", Kind.AGREE, "Something will change because of what I say here.", "Something changes"),
    Asked("recommend", Kind.ENPS, "How likely are you to recommend working here to a friend?", "Would recommend", low=0, high=10, favourable_from=9),
    Asked("change_first", Kind.TEXT, "What should we change first?", "Change first"),
)  # fmt: skip
# The lowest and the highest answer, and how far people differ.
SCALES = dict.fromkeys(MEANS, (1, 5, 1.0)) | {"recommend": (0, 10, 2.0)}


@dataclass(frozen=True, slots=True)
class Run:
    """One wave to make: when, and how many answer."""

    title: str
    days_ago: int
    response_share: float


@dataclass(frozen=True, slots=True)
class Dice:
    """Chance for what people answer, and another for what they write, so that new words move no figure."""

    answers: random.Random
    words: random.Random

    @classmethod
    def of(cls, seed: str) -> "Dice":
        """The dice of one wave."""
        return cls(random.Random(seed), random.Random(f"{seed}:words"))


RUNS = (
    Run("Winter pulse", 310, 0.72),
    Run("Spring pulse", 190, 0.76),
    Run("Autumn pulse", 19, 0.82),
)


def pulse() -> dict[str, Wave]:
    """The waves made so far by their title, the oldest first."""
    found = Wave.objects.filter(survey__title=TITLE, survey__is_sample=True).order_by("closes_on")
    return {wave.title: wave for wave in found}


def make(number: int, by: Actor, seed: int, today: date, on_progress: Tick) -> Planted:
    """Make one of the waves, the oldest being the first; and what was planted in it.

    As in the product, nobody is asked where fewer would be than may ever be shown.
    """
    run = RUNS[number]
    results, themes = _results(Dice.of(f"{seed}:{number}"), number, today, on_progress)
    if len(results.asked) < MINIMUM_GROUP or not results.rows:
        return Planted(left_out=[LeftOut(run.title, f"fewer than {MINIMUM_GROUP} people could be asked")])
    survey = next((wave.survey_id for wave in pulse().values()), None)
    with unchecked():  # people, wave and blocks were read or made just now
        import_results(results, by=by, survey_id=survey, survey_title=TITLE, is_sample=True)
    counted = {"response_share": run.response_share, "comments_by_theme": dict(themes)}
    effects = shown_of(planted_in(number), _answered(results), MINIMUM_GROUP)
    return Planted(
        {run.title: counted | truth_of(number, effects)}, list(_hidden(number, len(results.rows), effects))
    )


def _answered(results: Results) -> dict[tuple[str, str], int]:
    """How many people answered, by field and group."""
    fields = [field for field, _label in ATTRIBUTES]
    found: Counter[tuple[str, str]] = Counter()
    for groups, people in Counter(row.groups for row in results.rows).items():
        found.update(dict.fromkeys(zip(fields, groups, strict=True), people))
    return found


def _hidden(number: int, answers: int, shown: Sequence[Effect]) -> Iterator[LeftOut]:
    """What nobody will see of a wave, as too few answered."""
    title = RUNS[number].title
    if answers < MINIMUM_GROUP:
        yield LeftOut(f"{title}: figures", f"fewer than {MINIMUM_GROUP} answered")
    if answers < MINIMUM_FOR_COMMENTS:
        yield LeftOut(f"{title}: comments and themes", f"fewer than {MINIMUM_FOR_COMMENTS} answered")
    for effect in planted_in(number):
        if effect not in shown:
            groups = " and ".join(effect.groups)
            yield LeftOut(
                f"{title}: {effect.question} in {groups}", f"fewer than {MINIMUM_GROUP} of them answered"
            )


def read(number: int, by: Actor) -> None:
    """Find the themes of one of the waves, as a job would, and put them right, as HR would; where they may be read."""
    wave = pulse().get(RUNS[number].title)
    if wave is not None and shows_comments(wave):
        find_themes(wave.pk, by=by)
        edit_themes(wave.pk, by)


def _results(dice: Dice, number: int, today: date, on_progress: Tick) -> tuple[Results, Counter[str]]:
    run = RUNS[number]
    closed = today - timedelta(days=run.days_ago)
    opened = closed - timedelta(days=10)
    asked = _asked(dice.answers, run, opened)
    on_progress(ASKED_SHARE)
    themes: Counter[str] = Counter()
    means = {groups: _means(number, groups) for groups in {person.groups for person in asked}}
    rows = [_row(dice, person.groups, means[person.groups], themes) for person in asked if person.taken_part]
    on_progress(ANSWERED_SHARE)
    results = Results(run.title, QUESTIONS, ATTRIBUTES, opened, closed, rows, asked)
    return results, themes


def _asked(chance: random.Random, run: Run, opened: date) -> list[AskedPerson]:
    there = Person.objects.filter(is_sample=True, hire_date__lte=opened)
    there = there.filter(Q(termination_date=None) | Q(termination_date__gt=opened)).order_by("pk")
    fields = [field for field, _label in ATTRIBUTES]
    shared: dict[Cell, Cell] = {}  # there are few different groups, so that a million people share them
    asked = []
    for pk, *values in there.values_list("pk", *fields).iterator(chunk_size=BATCH):
        groups = shared.setdefault(tuple(values), tuple(values))
        share = run.response_share - (0.12 if groups[1] == "Night" else 0)
        asked.append(AskedPerson(pk, groups, taken_part=chance.random() < share))
    return asked


def _means(number: int, groups: Cell) -> dict[str, float]:
    fields = [field for field, _label in ATTRIBUTES]
    return means_of(number, dict(zip(fields, groups, strict=True)))


def _row(dice: Dice, groups: Cell, means: Mapping[str, float], themes: Counter[str]) -> ResultRow:
    night = groups[1] == "Night"
    values = {key: _answer(dice.answers, mean, *SCALES[key]) for key, mean in means.items()}
    comments = NO_COMMENT
    if dice.words.random() < 0.55 and themes.total() < MOST_COMMENTS:
        theme, text = voices.comment(dice.words, night=night)
        themes[theme] += 1
        comments = {"change_first": text}
    return ResultRow(groups, values, comments)


def _answer(chance: random.Random, mean: float, low: int, high: int, spread: float) -> int:
    return min(high, max(low, round(chance.gauss(mean, spread))))
