"""What a theme is called until somebody names it: in words of many, or after a subject from a fixed list."""

import pytest
from django.utils import translation

from allaboard.areas.listening.themes.naming import theme_titles
from allaboard.areas.listening.themes.subjects import subject_of, subjects
from allaboard.statistics.phrases import Name


def words(*texts: str) -> list[frozenset[str]]:
    return [frozenset(text.lower().split()) for text in texts]


def test_a_phrase_of_many_comes_before_a_subject_and_a_subject_before_a_word():
    texts = ["shift swaps take days", "our shift swaps get lost", "lunch is cold", "the lunch costs too much"]
    groups = [(0, 1), (2, 3)]

    titles = theme_titles(groups, texts, [[Name("shift swaps", 1.0)], [Name("lunch", 1.0)]])

    assert titles == ["Shift swaps", "Food and breaks"]


def test_a_phrase_that_hardly_anyone_says_does_not_name_a_theme():
    texts = ["lunch is cold"] * 20 + ["the rota is late"] * 20

    titles = theme_titles([range(20), range(20, 40)], texts, [[Name("cold soup", 0.05)], []])

    assert titles == ["Food and breaks", "Shifts and rotas"]


def test_no_two_themes_have_titles_that_differ_in_order_or_number_only():
    texts = ["x"] * 6
    groups = [(0, 1), (2, 3), (4, 5)]
    said = [
        [Name("shift swaps", 1.0)],
        [Name("swap shifts", 1.0)],
        [Name("Shift swap", 1.0), Name("list", 0.5)],
    ]

    assert theme_titles(groups, texts, said) == ["Shift swaps", "Theme 2, not named yet", "Shift swap, list"]


def test_a_second_theme_about_a_subject_says_so():
    texts = ["lunch is cold"] * 2 + ["the canteen is shut"] * 2 + ["rain"] * 40

    titles = theme_titles([(0, 1), (2, 3)], texts, [[], []])

    assert titles == ["Food and breaks", "Food and breaks (2)"]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("der dienstplan kommt zu spät", "Shifts and rotas"),
        ("das gehalt ist zu niedrig", "Pay"),
        ("la nómina llega tarde", "Pay"),
        ("la cantine est chère", "Food and breaks"),
    ],
)
def test_subjects_are_known_in_four_languages(text, label):
    found = subject_of(words(text, text), words("rain", "snow", "sun"))

    assert str(found.label) == label


def test_a_subject_that_everyone_writes_about_names_nothing():
    assert subject_of(words("my pay", "the pay"), words("pay", "pay again", "good pay")) is None
    assert subject_of([], words("pay")) is None


def test_beginnings_of_words_do_not_reach_into_other_words():
    apart = words("an essential approach", "we pray and apply")

    assert not any(subject.is_in(one) for subject in subjects() for one in apart)


def test_titles_are_in_the_readers_language():
    with translation.override("de"):
        assert theme_titles([(0,)], ["lunch is cold"], [[]]) == ["Essen und Pausen"]
