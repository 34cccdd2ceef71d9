"""What columns of a file from elsewhere are: scales in words, turned scales, choices, and what nobody should read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.columns import CHOICE, SCALE, SKIP, guessed, questions_from, sheets_from
from allaboard.areas.listening.rules import in_words
from allaboard.areas.listening.scales import SCALES, STEPS, words_of
from allaboard.areas.listening.services.files import cells_of
from allaboard.errors import RuleBroken

SAID = ["Very satisfied", "satisfied", "Neutral", "Dissatisfied", "N/A"]


def column_of(cells, name="How satisfied are you?"):
    return guessed([name], [[cell] for cell in cells])[0]


def test_a_scale_in_words_keeps_its_words_and_counts_no_answer_as_none():
    rows = [[cell] for cell in SAID * 6]
    column = column_of(SAID * 6)
    [asked] = questions_from([column], rows, 5)
    sheets = sheets_from([column], rows, [asked], missing="")

    assert (column.role, column.low, column.high) == (SCALE, 1, 5)
    assert [sheet.values.get(asked.key) for sheet in sheets[:5]] == [5, 4, 3, 2, None]
    assert sum(sheet.unreadable for sheet in sheets) == 6
    words = [in_words(asked, str(step)) for step in range(1, 6)]
    assert words == ["Very dissatisfied", "Dissatisfied", "Neutral", "satisfied", "Very satisfied"]


@pytest.mark.parametrize("scale", SCALES)
def test_every_scale_is_known_by_each_of_its_words(scale):
    usual = [words[0] for words in scale]
    last = [words[-1] for words in scale]

    for cells in (usual, last):
        column = column_of(cells * 3)
        assert (column.role, column.low, column.high) == (SCALE, 1, 5)
        assert [word.lower() for word in column.words] == cells


def test_a_word_stands_for_the_same_step_on_every_scale_that_has_it():
    places = [(word, number) for scale in SCALES for number, words in enumerate(scale, 1) for word in words]

    assert all(STEPS[word] == number for word, number in places)


EXPORTED = {
    "de": (
        "Wie oft bekommen Sie Rückmeldung?",
        "Selten;Manchmal;Oft;Immer;Nie;Keine Angabe",
        (2, 3, 4, 5, 1),
    ),
    "es": ("¿Está satisfecha con su horario?", "Satisfecha;Muy satisfecha;Poco satisfecha;NS/NC", (4, 5, 2)),
    "fr": (
        "Quelle est la qualité de l’accueil ?",
        "Très bonne;Bonne;Moyenne;Mauvaise;Sans réponse",
        (5, 4, 3, 2),
    ),
    "de, likely": ("Bleiben Sie?", "Eher wahrscheinlich;sehr unwahrscheinlich;WEDER NOCH", (4, 1, 3)),
    "es, important": ("¿Es importante?", "Nada importante;Importante;Muy importante", (1, 4, 5)),
    "fr, often": ("Votre chef vous écoute-t-il ?", "Toujours;Parfois;De temps en temps", None),
}


@pytest.mark.parametrize(("name", "said", "steps"), EXPORTED.values(), ids=EXPORTED)
def test_a_file_in_another_language_is_read_as_people_answered(name, said, steps):
    """As a tool exports it: a byte order mark, semicolons, and words for “no answer”."""
    lines = "\r\n".join(f"{number};{cell}" for number, cell in enumerate(said.split(";") * 6))
    headers, *rows = cells_of(f"\ufeffNr.;{name}\r\n{lines}\r\n".encode())
    column = guessed(headers, rows)[1]
    if steps is None:  # two words for one step: more steps than five, which are kept as they are
        assert column.role == CHOICE
        return

    [asked] = questions_from([column], rows, 5)
    values = [sheet.values.get(asked.key) for sheet in sheets_from([column], rows, [asked], missing="")]

    assert (column.name, column.role, column.low, column.high) == (name, SCALE, 1, 5)
    assert tuple(value for value in values if value is not None) == steps * 6


SEVEN = [
    "Strongly disagree",
    "Disagree",
    "Somewhat disagree",
    "Neutral",
    "Somewhat agree",
    "Agree",
    "Strongly agree",
]


def test_a_scale_of_seven_steps_is_not_squeezed_into_five():
    rows = [[cell] for cell in SEVEN * 6]
    column = column_of(SEVEN * 6)
    [asked] = questions_from([column], rows, 5)

    assert (column.role, set(asked.options)) == (CHOICE, set(SEVEN))
    forced = replace(column, role=SCALE, low=1, high=5)
    [rated] = questions_from([forced], rows, 5)
    assert all(sheet.unreadable == 1 for sheet in sheets_from([forced], rows, [rated], missing=""))


def test_numbers_are_told_as_numbers():
    rows = [[str(n % 5 + 1)] for n in range(30)]
    [asked] = questions_from(guessed(["How was it?"], rows), rows, 5)

    assert (asked.kind, asked.options, in_words(asked, "5")) == (Kind.SCORE, (), "5")


def test_where_1_is_the_best_the_scale_is_turned():
    rows = [[str(n % 5 + 1)] for n in range(30)]
    column = replace(guessed(["How was it?"], rows)[0], low=5, high=1)
    [asked] = questions_from([column], rows, 5)
    sheets = sheets_from([column], rows, [asked], missing="")

    assert [sheet.values[asked.key] for sheet in sheets[:5]] == [5, 4, 3, 2, 1]
    assert [in_words(asked, str(step)) for step in (5, 1)] == ["1", "5"]  # as people answered
    with pytest.raises(RuleBroken, match="must differ"):
        questions_from([replace(column, low=3, high=3)], rows, 5)


def test_what_tells_who_or_when_is_left_out_unless_somebody_asks_for_it():
    people = [[f"p{n}@example.test", f"Person {n}", f"2026-03-0{n % 3 + 1}"] for n in range(30)]
    found = guessed(["Mail", "Name", "Day"], people)

    assert [column.role for column in found] == [SKIP] * 3


def test_a_rare_answer_is_never_an_answer_on_offer():
    rows = [[cell] for cell in ["Bus"] * 9 + ["Car"] * 5 + ["Lift from Ines Duarte"] * 2 + ["Mule"]]
    column = replace(guessed(["How do you get here?"], rows)[0], role=CHOICE)
    [asked] = questions_from([column], rows, 5)
    given = [sheet.values[asked.key] for sheet in sheets_from([column], rows, [asked], missing="")]

    assert asked.options == ("Bus", "Car", "Something else")
    assert given[-3:] == ["Something else"] * 3
    assert given.count("Bus") == 9


@given(st.lists(st.sampled_from(sorted(STEPS)), min_size=1))
def test_five_different_words_stand_for_five_steps(cells):
    words = words_of(cells)

    assert len({word.lower() for word in words}) == 5
