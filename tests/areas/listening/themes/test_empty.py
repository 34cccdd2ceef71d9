"""A blank that was filled in is no comment to group or quote; a short word that says something is."""

import pytest

from allaboard.areas.listening.themes.empty import says_something


@pytest.mark.parametrize(
    "text",
    ["n/a", "N.A.", "-", " ... ", ":-)", "All good.", "nothing to add", "It's all good!", "k. A.", "Alles gut", "Nada.", "RAS",
     "", "Nichts hinzuzufügen", "Rien à ajouter."],
)  # fmt: skip
def test_a_blank_says_nothing(text):
    assert not says_something(text)


@pytest.mark.parametrize(
    "text", ["Pay", "Nothing changes here", "No parking", "All good managers leave", "Schichten", "Rien ne change", "夜勤がつらい"]
)  # fmt: skip
def test_a_word_says_something(text):
    assert says_something(text)
