"""Comments that say alike things come together, and what names a person goes."""

import os
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allaboard.statistics.text import plain_vectors, scrubbed, topics

SHIFTS = [
    f"Swapping shifts takes {n} days and the roster is late"
    for n in ("two", "three", "four", "many", "six", "ten")
]
FOOD = [
    f"The canteen food is {n} and lunch is expensive"
    for n in ("cold", "dull", "poor", "salty", "fine", "dear")
]


def test_two_subjects_become_two_topics():
    texts = [*SHIFTS, *FOOD]

    found = topics(texts, plain_vectors(texts))

    assert sorted(sorted(topic.members) for topic in found) == [list(range(6)), list(range(6, 12))]


def test_the_same_comments_give_the_same_topics():
    texts = [*SHIFTS, *FOOD]

    assert topics(texts, plain_vectors(texts)) == topics(texts, plain_vectors(texts))


def test_fewer_than_ten_comments_stay_together_and_ten_come_apart():
    nine, ten = [*SHIFTS[:5], *FOOD[:4]], [*SHIFTS[:5], *FOOD[:5]]

    assert [topic.members for topic in topics(nine, plain_vectors(nine))] == [tuple(range(9))]
    assert [topic.members for topic in topics(ten, plain_vectors(ten))] == [
        (0, 1, 2, 3, 4),
        (5, 6, 7, 8, 9),
    ]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=30))
def test_every_comment_is_in_exactly_one_topic(texts):
    found = topics(texts, plain_vectors(texts))

    assert sorted(place for topic in found for place in topic.members) == list(range(len(texts)))


def test_what_points_at_a_person_is_taken_out():
    said = "Ask Maria or maria@firm.example, +44 20 7946 0958, https://x.example/a. In 2024 we had 12 swaps, may be."

    assert scrubbed(said, frozenset({"maria", "may"})) == (
        "Ask [name] or [e-mail], [number], [link] In 2024 we had 12 swaps, may be."
    )


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("Anne-Marie helps", "[name] helps"),
        ("the Lopez-team", "the [name]-team"),
        ("ask O’Brien’s lead", "ask [name] lead"),
        ("James' desk", "[name] desk"),
        ("a marie biscuit, Maries", "a marie biscuit, Maries"),
    ],
)
def test_names_are_known_in_their_many_spellings(said: str, left: str) -> None:
    names = frozenset({"anne", "marie", "lopez", "o'brien", "james"})

    assert scrubbed(said, names) == left


@pytest.mark.parametrize(
    "number", ["4111111111111111", "DE89 3704 0044 0532 0130 00", "+49 (511) 22 33 44 55 66 77 88"]
)
def test_long_numbers_are_taken_out_whole(number: str) -> None:
    assert not set("0123456789") & set(scrubbed(f"Mine is {number}, call.").replace("DE89", ""))


def test_texts_and_vectors_must_match():
    with pytest.raises(ValueError, match="2 vectors"):
        topics(["a"], np.zeros((2, 3), dtype=np.float32))


def test_only_whoever_looks_for_themes_waits_for_scikit_learn():
    """Every process of the product reads this module in."""
    asked = "import sys, allaboard.statistics.text; sys.exit(any(name in sys.modules for name in ('sklearn', 'scipy')))"

    assert (
        subprocess.run(
            [sys.executable, "-c", asked], env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
        ).returncode
        == 0
    )
