"""Numbers stand in sentences as the reader's language writes them."""

import pytest
from django.utils.translation import override

from allaboard.areas.campaigns.rules.results import undelivered_sentence
from allaboard.words import all_grouped, grouped


@pytest.mark.parametrize(
    ("language", "written"), [("en", "12,503"), ("de", "12.503"), ("es", "12\N{NO-BREAK SPACE}503")]
)
def test_whole_numbers_are_grouped_as_the_language_does(language, written):
    with override(language):
        assert grouped(12_503) == written


def test_only_the_numbers_of_a_sentence_are_touched():
    values = {"people": 1_234, "day": "2026", "is_final": True}

    with override("en"):
        assert all_grouped(values) == {"people": "1,234", "day": "2026", "is_final": True}


def test_a_sentence_of_a_large_company_groups_its_total_and_its_parts():
    with override("en"):
        said = undelivered_sentence({"on leave": 1_200, "no address": 34})

    assert said == "1,234 not delivered: 1,200 on leave, 34 no address."
