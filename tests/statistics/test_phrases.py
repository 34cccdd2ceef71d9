"""Names of groups of texts come from what many people say in the same words, in four languages."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allaboard.statistics.phrases import names_of
from allaboard.statistics.small_words import language_of

ENDS = (
    "Monday",
    "Friday",
    "long",
    "winter",
    "spring",
    "gone",
    "again",
    "noon",
    "dusk",
    "dawn",
    "noise",
    "rain",
)
SAID = {
    "en": (
        ["Every shift swap takes days: {}", "My shift swaps get lost, {}"],
        ["The canteen is cold and the canteen prices rise, {}", "Why are canteen prices so high? {}"],
        "shift swap",
        "canteen prices",
    ),
    "de": (
        ["Der Dienstplan kommt zu spät, {}", "Wir bekommen den Dienstplan erst {}"],
        ["Das Essen in der Kantine ist kalt, {}", "Die Kantine ist einfach zu teuer, {}"],
        "Dienstplan",
        "Kantine",
    ),
    "es": (
        ["La falta de personal nos agota, {}", "Hay una falta de personal cada {}"],
        ["El comedor es caro, {}", "No me gusta el comedor: {}"],
        "falta de personal",
        "comedor",
    ),
    "fr": (
        ["Le manque de personnel nous use, {}", "On souffre du manque de personnel, {}"],
        ["La cantine est trop chère, {}", "Je ne vais plus à la cantine, {}"],
        "manque de personnel",
        "cantine",
    ),
}


def written(language: str) -> tuple[list[str], list[range]]:
    first, second = ([form.format(end) for end in ENDS for form in forms] for forms in SAID[language][:2])
    return [*first, *second], [range(len(first)), range(len(first), len(first) + len(second))]


@pytest.mark.parametrize("language", ["en", "de", "fr"])
def test_a_group_is_named_by_what_many_say_in_it(language):
    texts, groups = written(language)

    names = [said[0].text for said in names_of(groups, texts)]

    assert [name.lower().removesuffix("s") for name in names] == [
        name.lower().removesuffix("s") for name in SAID[language][2:]
    ]


def test_a_small_word_ties_two_words_into_one_thing():
    texts, groups = written("es")

    assert names_of(groups, texts)[1][0].text == "comedor"
    assert names_of(groups, texts)[0][0].text in ("falta de personal", "personal")


def test_what_fewer_than_the_minimum_say_is_no_name():
    texts, _groups = written("en")
    with_a_secret = [*texts[:9], *("The helicopter is loud" for _ in range(9)), *texts[24:]]

    names = names_of([range(18), range(18, len(with_a_secret))], with_a_secret)
    named = " ".join(name.text for said in names for name in said)
    lower = names_of([range(18), range(18, len(with_a_secret))], with_a_secret, fewest=9)

    assert "helicopter" not in named
    assert any(
        "helicopter" in name.text for said in lower for name in said
    )  # it is the minimum that keeps it out


def test_one_person_who_answers_two_questions_counts_once():
    texts = ["The helicopter is loud"] * 12 + ["Lunch is cold"] * 12
    questions = ["first", "second"] * 12

    names = names_of([range(12), range(12, 24)], texts, sources=questions)

    assert names == [[], []]  # six people at least, twelve texts


def test_placeholders_of_names_and_addresses_are_no_words():
    texts = ["Ask [name] about the rota, [e-mail]"] * 12 + ["Lunch is cold"] * 12

    named = " ".join(name.text for said in names_of([range(12), range(12, 24)], texts) for name in said)

    assert "rota" in named
    assert "name" not in named
    assert "mail" not in named


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.text(alphabet="ab cdé'-.ÄTz1[]", max_size=40), min_size=1, max_size=40), st.integers(1, 12)
)
def test_no_name_repeats_what_too_few_said(texts, fewest):
    half = len(texts) // 2
    names = names_of([range(half), range(half, len(texts))], texts, fewest=fewest)

    for said in names:
        for name in said:
            first = name.text.split()[0].lower().removesuffix("s")
            assert sum(first in text.lower() for text in texts) >= fewest
            assert 0 < name.share <= 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("we would like to know what happened", "en"),
        ("wir hätten gerne mehr zeit für die kinder", "de"),
        ("no tenemos tiempo para todo esto", "es"),
        ("nous n avons pas le temps de tout faire", "fr"),
    ],
)
def test_small_words_tell_languages_apart(text, language):
    assert language_of(text.split()) == language


def test_without_small_words_the_usual_language_is_meant():
    assert language_of(["Kantine"], "de") == "de"
