"""Numbers stand in sentences as the reader's language writes them."""

import pytest
from django.utils.translation import override

from allaboard.areas.campaigns.rules.plan import Prospect
from allaboard.areas.campaigns.rules.results import undelivered_sentence
from allaboard.words import all_grouped, figure, grouped, money


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


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "€18k"), ("de", "18 Tsd. €"), ("es", "18 mil €"), ("fr", "18 k €")],
)
def test_an_amount_is_short_and_written_as_the_reader_writes_it(language, said):
    with override(language):
        assert money(18_200, "EUR").replace("\N{NO-BREAK SPACE}", " ") == said


def test_a_currency_without_a_sign_keeps_its_code_beside_the_figure():
    with override("en"):
        assert money(1_200_000, "CHF") == "CHF 1.2M"
    with override("de"):
        assert money(999, "CHF").replace("\N{NO-BREAK SPACE}", " ") == "999 CHF"


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (0, "€0"),
        (999.4, "€999"),
        (999.6, "€1k"),
        (1_250, "€1.2k"),
        (9_960, "€10k"),
        (999_499, "€999k"),
        (999_999, "€1M"),
        (-999_999, "€-1M"),
        (12_345_678, "€12M"),
    ],
)
def test_an_amount_that_rounds_up_to_the_next_unit_is_told_in_it(amount, said):
    with override("en"):
        assert money(amount, "EUR") == said


@pytest.mark.parametrize(
    ("value", "language", "said"),
    [(4.0, "en", "4"), (0.26, "en", "0.3"), (1234.5, "de", "1.234,5"), (1_500_000.0, "en", "1,500,000")],
)
def test_a_measured_number_has_one_decimal_at_the_most(value, language, said):
    with override(language):
        assert figure(value) == said
