import pytest
from django.utils.translation import override

from allaboard.areas.initiatives.queries.wording import money


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
