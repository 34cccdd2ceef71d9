from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.people.fields.custom_lines import custom_fields, custom_text

names = st.text("ab: ", min_size=1, max_size=6).map(str.strip).filter(bool)
values = st.one_of(st.text("xy\n :", max_size=12).map(str.strip).filter(bool), st.integers(), st.booleans())


@given(st.dictionaries(names, values, max_size=5))
def test_what_is_left_alone_stays_what_it_is(held):
    assert custom_fields(custom_text(held), held) == held


def test_a_line_says_name_and_value_and_an_empty_one_is_forgotten():
    assert custom_fields("pay:40\r\n\r\nsite:\r\nnote: one\r\n two", {"pay": "30", "site": "Rome"}) == {
        "pay": "40",
        "note": "one\ntwo",
    }
    assert custom_fields("no name", {}) is None
    assert custom_fields(": no name", {}) is None


def test_a_number_stays_a_number_while_it_is_one():
    held = {"pay": 40}
    assert custom_fields("pay: 41", held) == {"pay": 41}
    assert custom_fields("pay: 41.5", held) == {"pay": 41.5}
    assert custom_fields("pay: " + "9" * 5_000, held) == {"pay": "9" * 5_000}
    assert custom_fields("pay: a lot", held) == {"pay": "a lot"}
