"""Countries and languages are kept as codes and read by name, in the reader's language."""

import csv
from importlib.resources import files
from pathlib import Path

import pytest
from babel import Locale
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from tests.conftest import make_person, signed_in

import allaboard.foundation.people
from allaboard.foundation.people.fields.wording import group_in_words, in_words

COUNTRIES = Path(allaboard.foundation.people.__file__).parent / "fields" / "countries.csv"


def test_every_country_has_its_name_in_every_language():
    codes = files("tzdata.zoneinfo").joinpath("iso3166.tab").read_text(encoding="utf-8").splitlines()
    languages = [language for language, _name in settings.LANGUAGES]
    names = [
        [code, *(Locale(language).territories[code] for language in languages)]
        for code in sorted(line[:2] for line in codes if line and not line.startswith("#"))
    ]
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        kept = list(csv.reader(file))

    assert kept == [["code", *languages], *names], (
        f"Write these rows, which are CLDR's, into {COUNTRIES.name}."
    )


@pytest.mark.parametrize(
    ("language", "germany"),
    [("en", "Germany"), ("de", "Deutschland"), ("es", "Alemania"), ("fr", "Allemagne")],
)
def test_a_country_is_read_in_the_language_of_the_reader(language, germany):
    with override(language):
        assert in_words("country", "DE") == in_words("country", "de") == germany
        assert in_words("country", "ZZ") == "ZZ"
        assert in_words("country", "") == ""


def test_a_group_of_several_countries_names_each():
    with override("fr"):
        assert (
            group_in_words("country", "DE + FR + Not stated", {"Not stated": "?"}) == "Allemagne + France + ?"
        )
        assert group_in_words("department", "Research + Sales") == "Research + Sales"


@pytest.mark.django_db
def test_the_directory_reads_names_and_exports_codes(amara):
    spaniard = make_person("Inés", country="ES", preferred_language="es")
    make_person("Jonas", country="DE", preferred_language="de")
    hr = signed_in(amara)

    page = BeautifulSoup(hr.get("/people/").content, "html.parser")
    options = {option["value"]: option.text for option in page.select("select[name=country] option[value]")}
    assert (options["DE"], options["ES"]) == ("Germany", "Spain")
    assert "Spain" in hr.get(f"/people/{spaniard.pk}/").content.decode()
    assert "Spanish" in hr.get(f"/people/{spaniard.pk}/").content.decode()

    found = hr.get("/people/?country=ES&export=csv")
    [row] = csv.DictReader(b"".join(found).decode("utf-8-sig").splitlines())
    assert (row["Given name"], row["Country"], row["Language"]) == ("Inés", "ES", "es")
    assert hr.get(f"/api/v1/people/{spaniard.pk}").json()["attributes"]["country"] == "ES"


@pytest.mark.django_db
def test_a_country_is_chosen_by_name_and_kept_by_code(amara, chidi):
    chidi.country = "QQ"  # came in long ago, and is no country
    chidi.save()
    page = BeautifulSoup(signed_in(amara).get(reverse("people:edit", args=[chidi.pk])).content, "html.parser")
    offered = {option["value"]: option.text for option in page.select("select[name=country] option")}

    assert (offered["AT"], offered["QQ"], offered[""]) == ("Austria", "QQ", "–")
    assert page.select_one("select[name=country] option[selected]")["value"] == "QQ"


@pytest.mark.django_db
def test_a_manager_who_reads_german_sees_a_german_name(ben, chidi):
    chidi.country = "AT"
    chidi.save()

    page = signed_in(ben).get(f"/people/{chidi.pk}/", headers={"Accept-Language": "de"})

    assert "Österreich" in page.content.decode()
