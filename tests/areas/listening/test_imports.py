"""Results from elsewhere: what the columns are, what is refused, and the sample company's way in."""

import io
import random
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import signed_in

from allaboard.areas.listening.columns import CHOICE, COMMENT, RECOMMEND, SCALE, guessed, number_in
from allaboard.areas.listening.facade import (
    Asked,
    AskedPerson,
    ResultRow,
    Results,
    find_themes,
    import_results,
    people_asked,
    remove_sample,
    theme_ref,
    themes_of,
    wave_ref,
)
from allaboard.areas.listening.models import (
    Answer,
    Block,
    Comment,
    Participation,
    Question,
    ResultsFile,
    Survey,
    Tally,
    Theme,
    Wave,
)
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.services.files import cells_of
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import SYSTEM

WEEK = Asked("plan_week", "agree", "I can plan my week.", "My week", counts_for_index=True)
FIRST = Asked("change_first", "text", "What should we change first?", "Change first")
SHIFT, FOOD = (
    "Swapping a shift takes days and the roster is late",
    "The canteen food is cold and lunch is expensive",
)


def sample_wave(title: str, happy: int, company, hr, survey_id=None) -> int:
    """A wave of 40: the first `happy` ones agree, every other one writes."""
    rows = [
        ResultRow(
            (person.department,),
            {"plan_week": 5 if number < happy else 2},
            {"change_first": f"{SHIFT if number % 4 else FOOD}, number {number}"} if number % 2 == 0 else {},
        )
        for number, person in enumerate(company)
    ]
    asked = [AskedPerson(person.pk, (person.department,), taken_part=True) for person in company]
    results = Results(
        title, [WEEK, FIRST], [("department", "Department")], date(2026, 1, 5), date(2026, 1, 12), rows, asked
    )
    if survey_id:
        results = Results(
            title,
            [WEEK, FIRST],
            [("department", "Department")],
            date(2026, 4, 5),
            date(2026, 4, 12),
            rows,
            asked,
        )
    return import_results(results, by=hr, survey_id=survey_id, survey_title="Pulse", is_sample=True)


def test_a_lot_with_too_few_answers_is_lumped_before_anything_is_written(company, hr):
    asked = [
        AskedPerson(person.pk, (f"Hall {number % 4}",), taken_part=number % 4 != 3 or number < 12)
        for number, person in enumerate(company)
    ]
    rows = [ResultRow(person.groups, {"plan_week": 4}) for person in asked if person.taken_part]
    results = Results(
        "Halls", [WEEK, FIRST], [("hall", "Hall")], date(2026, 1, 5), date(2026, 1, 12), rows, asked
    )
    wave = Wave.objects.get(pk=import_results(results, by=hr, survey_title="Pulse"))
    blocks = list(wave.blocks.all())

    assert sum(row.groups == ("Hall 3",) for row in rows) == 3
    assert {"Hall 3"} not in [set(block.groups) for block in blocks]
    assert any("Hall 3" in block.groups[0] for block in blocks)
    assert (wave.answered, wave.invited) == (len(rows), len(asked))
    for block in blocks:
        assert block.answered == Answer.objects.filter(block=block).count() >= wave.minimum_group
        assert block.invited == Participation.objects.filter(block=block).count()


def test_two_waves_show_a_change_that_holds(company, hr):
    first = sample_wave("January", 8, company, hr)
    survey = Wave.objects.get(pk=first).survey_id
    second = sample_wave("April", 28, company, hr, survey)

    change = results_of(SYSTEM, Wave.objects.get(pk=second)).total.questions[0].change

    assert change.difference == pytest.approx(20 / 36)
    assert change.holds
    assert wave_ref(hr, second).answered == 36
    assert set(people_asked(second)) == set(company)


def test_the_sample_company_goes_without_a_trace(company, hr, pulse):
    wave = sample_wave("January", 8, company, hr)
    find_themes(wave, by=hr)
    assert Theme.objects.exists()
    kept = Survey.objects.filter(is_sample=False).count()

    removed = remove_sample()

    assert removed > 100
    for model in (Wave, Answer, Comment, Block, Participation, Tally, Theme):
        assert not model.objects.exists()
    assert Survey.objects.count() == kept == 1
    assert Question.objects.filter(survey=pulse).exists()


def test_themes_of_another_initiative_are_not_named(company, hr):
    wave = sample_wave("January", 8, company, hr)
    find_themes(wave, by=hr)
    Theme.objects.filter(wave=wave).update(initiative_id=7)

    assert themes_of(hr, [8]) == []
    assert sum(theme_ref(hr, theme.id).comments for theme in themes_of(hr, [7, 8])) == 18


def test_themes_of_the_newest_wave_come_first(company, hr):
    first = sample_wave("January", 8, company, hr)
    second = sample_wave("April", 28, company, hr, Wave.objects.get(pk=first).survey_id)
    Wave.objects.filter(pk=first).update(closes_on=Wave.objects.get(pk=second).closes_on - timedelta(days=90))
    for wave in (first, second):
        Theme.objects.create(wave_id=wave, title="Shifts", initiative_id=7)

    assert [theme.wave_title for theme in themes_of(hr, [7])] == ["April", "January"]


def test_columns_are_guessed():
    rows = [
        [
            str(n % 5 + 1),
            str(n % 11),
            "yes" if n % 2 else "no",
            f"A sentence that number {n} has written.",
            "",
        ]
        for n in range(40)
    ]

    found = guessed(["Plan", "Would you recommend us?", "Remote", "Why?", "Empty"], rows)

    assert [(c.role, c.low, c.high) for c in found[:3]] == [(SCALE, 1, 5), (RECOMMEND, 0, 10), (CHOICE, 0, 0)]
    assert [c.role for c in found[3:]] == [COMMENT, "skip"]


@given(st.text(max_size=12))
def test_a_cell_is_a_number_or_it_is_not(cell):
    number = number_in(cell)

    assert number is None or 0 <= number <= 999


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"only a header", "at least one answer"), (b"PK\x03\x04 not a workbook", "workbook"),
     (b"a,b\n" + b"x" * 30_000 + b",1\n", "20,000 letters")],
)  # fmt: skip
def test_a_bad_file_is_refused_with_a_reason(content, reason):
    with pytest.raises(RuleBroken, match=reason):
        cells_of(content)


def test_a_workbook_is_read():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["Team", "Score"], ["A", 4], ["B", 5]]):
            sheet.write_row(number, 0, row)

    assert cells_of(file.getvalue()) == [["Team", "Score"], ["A", "4"], ["B", "5"]]


def test_a_file_becomes_a_wave_through_the_pages(amara):
    dice = random.Random(4)
    lines = ["Team,I can plan my week,Why?"]
    lines += [
        f"{team},{dice.randint(1, 5)},Because number {n} of {team} says so"
        for team, size in (("Red", 12), ("Blue", 3), ("Green", 9))
        for n in range(size)
    ]
    client = signed_in(amara)
    file = SimpleUploadedFile("results.csv", "\n".join(lines).encode(), "text/csv")
    mapping = client.post(reverse("listening:import"), {"file": file})
    page = client.get(mapping.url)
    assert "I can plan my week" in page.content.decode()
    columns = page.context["form"].columns
    given = {f"role_{c.place}": c.role for c in columns} | {"role_0": "group"}
    about = {
        "survey_title": "Teams",
        "wave_title": "May",
        "opened_on": "2026-05-01",
        "closed_on": "2026-05-08",
        "minimum_group": "5",
    }

    ahead = about | {"closed_on": "2199-05-08"}
    assert "the answers are in already" in client.post(mapping.url, given | ahead).content.decode()
    done = client.post(mapping.url, given | about, follow=True)

    wave = Wave.objects.get(title="May")
    assert "24 answers are in." in done.content.decode()
    assert {block.groups[0]: block.answered for block in wave.blocks.all()} == {"Blue + Green": 12, "Red": 12}
    assert not ResultsFile.objects.exists()
    page = client.get(reverse("listening:results", args=[wave.pk])).content.decode()
    assert "who was asked is not known" in page
    assert "24 of 24" not in page + client.get("/").content.decode()  # nobody knows that all took part


def test_another_persons_file_cannot_be_opened(amara, chidi):
    kept = ResultsFile.objects.create(owner=chidi, name="x.csv", headers=["a"], rows=[["1"]])

    assert signed_in(amara).get(reverse("listening:mapping", args=[kept.pk])).status_code == 404


def test_a_scale_that_begins_with_0_says_so(amara):
    rows = [["0", "Yes, we do"], ["1", "No"], ["0", "Yes, we do"], ["1", "No"]] * 6
    kept = ResultsFile.objects.create(owner=amara, name="x.csv", headers=["Are you well?", "Tea?"], rows=rows)

    form = signed_in(amara).get(reverse("listening:mapping", args=[kept.pk])).context["form"]

    ends = [(form["low_0"].value(), form["high_0"].value()), (form["low_1"].value(), form["high_1"].value())]
    assert ends == [(0, 1), (None, None)]
