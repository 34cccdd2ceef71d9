"""What countries are called in each language of the product, by Unicode's CLDR (Unicode License v3)."""

import csv
from functools import lru_cache
from importlib.resources import files
from unicodedata import normalize

from django.utils.translation import get_language


def country_name(code: str) -> str:
    """The country in the language of the moment; what is no country's code of two letters as it is."""
    return _names().get(code.upper(), {}).get(_language(), code)


def country_choices(kept: str = "") -> list[tuple[str, str]]:
    """Every country by its name, none first; and what is kept, even if it is no country's code."""
    named = {code: names[_language()] for code, names in _names().items()} | (
        {kept: country_name(kept)} if kept else {}
    )
    return [("", "–"), *sorted(named.items(), key=lambda each: in_order(each[1]))]


def in_order(name: str) -> str:
    """The name without accents and case, so that “Ägypten” stands at A."""
    return "".join(
        letter for letter in normalize("NFKD", name).casefold() if letter.isalnum() or letter == " "
    )


def _language() -> str:
    return (get_language() or "en").partition("-")[0]


@lru_cache(maxsize=1)
def _names() -> dict[str, dict[str, str]]:
    text = files("allaboard.foundation.people.fields").joinpath("countries.csv").read_text(encoding="utf-8")
    return {row.pop("code"): row for row in csv.DictReader(text.splitlines())}
