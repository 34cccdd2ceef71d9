"""Numbers stand in sentences as the reader's language writes them."""

import pytest
from django.utils.translation import override

from allaboard.areas.campaigns.rules.plan import Prospect
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


def test_what_a_campaign_could_show_groups_its_sides_as_the_reader_does():
    with override("de"):
        said = Prospect(treated=12_000, holdout=3_000, smallest_lift=0.02).sentence

    assert said.startswith("Mit 12.000 Informierten und 3.000 in der Kontrollgruppe")
