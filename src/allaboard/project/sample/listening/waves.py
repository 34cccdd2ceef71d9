"""The sample company's pulse: three waves, with planted differences between shifts and over time."""

import random
from collections import Counter
from collections.abc import Mapping
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
from allaboard.bulk import unchecked
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person
from allaboard.project.sample.listening import voices
from allaboard.project.sample.listening.editing import edit_themes
from allaboard.project.sample.listening.effects import MEANS, means_of, truth_of
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


RUNS = (
    Run("Winter pulse", 310, 0.72),
    Run("Spring pulse", 190, 0.76),
    Run("Autumn pulse", 19, 0.82),
)


def pulse() -> list[Wave]:
    """The waves made so far, the oldest first."""
    return list(Wave.objects.filter(survey__title=TITLE, survey__is_sample=True).order_by("closes_on"))


def make(number: int, by: Actor, seed: int, today: date, on_progress: Tick) -> dict[str, object]:
    """Make one of the waves, the oldest being the first; and what was planted in it."""
    run = RUNS[number]
    results, themes = _results(random.Random(f"{seed}:{number}"), number, today, on_progress)
    survey = next((wave.survey_id for wave in pulse()), None)
    with unchecked():  # people, wave and blocks were read or made just now
        import_results(results, by=by, survey_id=survey, survey_title=TITLE, is_sample=True)
    counted = {"response_share": run.response_share, "comments_by_theme": dict(themes)}
    return {run.title: counted | truth_of(number)}


def read(number: int, by: Actor) -> None:
    """Find the themes of one of the waves, as a job would, and put them right, as HR would."""
    wave = pulse()[number].pk
    find_themes(wave, by=by)
    edit_themes(wave, by)


def _results(
    chance: random.Random, number: int, today: date, on_progress: Tick
) -> tuple[Results, Counter[str]]:
    run = RUNS[number]
    closed = today - timedelta(days=run.days_ago)
    opened = closed - timedelta(days=10)
    asked = _asked(chance, run, opened)
    on_progress(ASKED_SHARE)
    themes: Counter[str] = Counter()
    means = {groups: _means(number, groups) for groups in {person.groups for person in asked}}
    rows = [
        _row(chance, person.groups, means[person.groups], themes) for person in asked if person.taken_part
    ]
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


def _row(chance: random.Random, groups: Cell, means: Mapping[str, float], themes: Counter[str]) -> ResultRow:
    night = groups[1] == "Night"
    values = {key: _answer(chance, mean, *SCALES[key]) for key, mean in means.items()}
    comments = NO_COMMENT
    if chance.random() < 0.55 and themes.total() < MOST_COMMENTS:
        theme, text = voices.comment(chance, night=night)
        themes[theme] += 1
        comments = {"change_first": text}
    return ResultRow(groups, values, comments)


def _answer(chance: random.Random, mean: float, low: int, high: int, spread: float) -> int:
    return min(high, max(low, round(chance.gauss(mean, spread))))
