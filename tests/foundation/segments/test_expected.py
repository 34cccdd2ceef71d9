import pytest
from hypothesis import given
from hypothesis import strategies as st

from allaboard.foundation.segments.rules.expected import Expected, Part, expected_at

NAME, SIGN, VALUE, JOIN = Part.ATTRIBUTE, Part.OPERATOR, Part.VALUE, Part.JOIN


def at_end(text: str) -> Expected:
    return expected_at(text, len(text))


@pytest.mark.parametrize(
    ("text", "part", "typed"),
    [
        ("", NAME, ""),
        ("dep", NAME, "dep"),
        ("job ti", NAME, "job ti"),
        ("not ", NAME, ""),
        ("no", NAME, "no"),
        ("not (dep", NAME, "dep"),
        ("custom.sho", NAME, "custom.sho"),
        ("department ", SIGN, ""),
        ("job_level ", SIGN, ""),
        ("job title i", SIGN, "i"),
        ("department is", SIGN, "is"),
        ("department not", SIGN, "not"),
        ("department is not", SIGN, "is not"),
        ("department is n", SIGN, "is n"),
        ("department is a", VALUE, "a"),
        ('custom."shoe size" ', SIGN, ""),
        ("department = ", VALUE, ""),
        ("department =S", VALUE, "S"),
        ("department is Hum", VALUE, "Hum"),
        ("department = Human Res", VALUE, "Human Res"),
        ('department = "Human R', VALUE, "Human R"),
        ("shift in ", VALUE, ""),
        ("shift in (", VALUE, ""),
        ("shift in (Night, La", VALUE, "La"),
        ("hired in the last ", VALUE, ""),
        ("tenure < 1", VALUE, "1"),
        ('department = "Human Resources" ', JOIN, ""),
        ("shift in (Night, Late) ", JOIN, ""),
        ("department is empty ", JOIN, ""),
        ("department is empty an", JOIN, "an"),
        ('(department = "X" o', JOIN, "o"),
        ("department = Sales and ", NAME, ""),
        ("department = Sales and sh", NAME, "sh"),
        ("everyone ", JOIN, ""),
    ],
)
def test_the_part_that_is_being_written(text, part, typed):
    found = at_end(text)
    assert (found.part, found.typed) == (part, typed)


def test_a_value_knows_what_it_is_a_value_of():
    found = at_end("department = Sales and not (custom.union = yes or shift in (Night, ")
    assert found.attribute
    assert (found.attribute.key, found.operator, found.open_groups) == ("shift", "in", 1)
    assert at_end("shift in ").opens_list
    assert not at_end("shift in (").opens_list


def test_only_what_stands_before_the_place_counts():
    assert expected_at("dep = Sales", 3) == at_end("dep")


@given(st.text(alphabet="ab(),='\"<> ndortism.custom", max_size=40))
def test_any_beginning_has_an_answer_that_lies_within_it(text):
    found = at_end(text)
    assert 0 <= found.start <= len(text)
    assert text.endswith(found.typed)
