"""What people of the sample company write can be told apart by what it is about."""

import random
from collections import Counter

import pytest

from allaboard.areas.listening.themes.embedding import vectors_of
from allaboard.project.sample.listening.voices import comment
from allaboard.statistics.text import topics


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_largest_planted_theme_is_found_in_the_comments_alone(seed):
    chance = random.Random(seed)
    written = sorted((comment(chance, night=chance.random() < 0.2)[::-1]) for _ in range(200))
    about = [key for _text, key in written]
    texts = [text for text, _key in written]

    found = [Counter(about[place] for place in topic.members) for topic in topics(texts, vectors_of(texts))]
    best = max(found, key=lambda counts: counts["swaps"])

    assert best["swaps"] >= 0.6 * about.count("swaps")
    assert best["swaps"] >= 0.6 * best.total()
