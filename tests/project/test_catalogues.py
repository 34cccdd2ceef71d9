"""Every language that can be chosen says everything."""

import shutil

import pytest
from django.test import Client

from allaboard.project import catalogues


@pytest.mark.parametrize("language", catalogues.languages())
def test_a_language_leaves_nothing_out_and_keeps_every_field(language):
    assert list(catalogues.faults_of(language)) == []


@pytest.mark.parametrize("language", catalogues.languages())
def test_what_is_read_is_what_was_written(language):
    assert catalogues.path_of(language).with_suffix(".mo").read_bytes() == catalogues.compiled(language)


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_every_word_of_the_code_is_in_the_catalogues(tmp_path, monkeypatch, settings):
    kept = {message.id for message in catalogues.read("de")}
    copy = shutil.copytree(catalogues.PRODUCT, tmp_path / "allaboard")
    monkeypatch.setattr(catalogues, "PRODUCT", copy)
    settings.LOCALE_PATHS = [copy / "locale"]

    catalogues.collect()

    assert {message.id for message in catalogues.read("de")} == kept


def test_a_missing_field_of_a_translation_is_found(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "PRODUCT", tmp_path)
    path = catalogues.path_of("de")
    path.parent.mkdir(parents=True)
    path.write_text(
        'msgid "Hello {first_name}"\nmsgstr "Hallo"\n\nmsgid "Bye"\nmsgstr ""\n', encoding="utf-8"
    )

    assert list(catalogues.faults_of("de")) == [
        "de: other fields than the original: 'Hello {first_name}' -> 'Hallo'",
        "de: not translated: 'Bye'",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Sign in"), ("de", "Anmelden"), ("es", "Iniciar sesión"), ("fr", "Se connecter")],
)
def test_the_first_page_speaks_the_browsers_language(language, said):
    page = Client().get("/account/login/", headers={"accept-language": language})

    assert said in page.content.decode()
