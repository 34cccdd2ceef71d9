"""Every language that can be chosen says everything, and speaks to its reader in one way."""

import ast
import re
import shutil
from pathlib import Path

import allauth
import django
import pytest
from babel.messages.pofile import read_po
from django.core.exceptions import ValidationError
from django.forms import EmailField
from django.test import Client
from django.utils.translation import override

from allaboard.project.translation import catalogues

LIBRARIES = {django: ("conf/locale", "contrib/auth/locale"), allauth: ("locale",)}
OTHER_ADDRESS = {
    "de": r"\b([Dd]u|[Dd]ir|[Dd]ich|[Dd]eine?[mnrs]?|[Ee]uch|[Ee]uer|[Ee]ure[mnrs]?)\b",
    # “su” and “puede” may be about somebody else. An imperative opens a sentence, where no subjunctive stands.
    "es": r"\b([Uu]sted(es)?|[Vv]osotr[oa]s|[Vv]uestr[oa]s?)\b|¿(Quiere|Quería|Desea|Puede|Ha olvidado)\b"
    r"|(^|[.:;!?>] )(Abra|Acceda|Asegúrese|Añada|Busque|Cambie|Compruebe|Corrija|Defina|Diga|Elija|Envíe|Escoja"
    r"|Escriba|Espere|Guarde|Haga|Indique|Ingrese|Inicie|Intente|Introduzca|Mire|Pida|Ponga|Pruebe|Pulse|Rellene"
    r"|Responda|Revise|Seleccione|Suba|Vaya|Verifique|Vuelva)\b",
    "fr": r"\b([Tt]u|[Tt]oi|[Tt]es|[Tt]iens?|[Tt]iennes?)\b|\b[Tt]’",
}
"""How a reader is addressed elsewhere: pages say “Sie”, “tú” and “vous”."""


def said_in(language: str) -> list[str]:
    """Every text of a catalogue, each plural form on its own."""
    forms = (message.string for message in catalogues.read(language) if message.id)
    return [text for form in forms for text in ([form] if isinstance(form, str) else form)]


@pytest.mark.parametrize("language", catalogues.languages())
def test_a_language_leaves_nothing_out_and_keeps_every_field(language):
    assert list(catalogues.faults_of(language)) == []


@pytest.mark.parametrize("language", [*catalogues.languages(), "en"])
def test_what_is_read_is_what_was_written(language):
    assert catalogues.path_of(language).with_suffix(".mo").read_bytes() == catalogues.compiled(language)


def test_english_keeps_the_fields_of_the_libraries_words_that_it_says_better():
    assert list(catalogues.faults_of("en")) == []
    assert {message.id for message in catalogues.read("en")} <= {m.id for m in catalogues.read("de")}


@pytest.mark.skipif(not shutil.which("xgettext"), reason="GNU gettext is not installed")
def test_every_word_of_the_code_is_in_the_catalogues(tmp_path, monkeypatch, settings):
    kept = {message.id for message in catalogues.read("de")}
    copy = shutil.copytree(catalogues.PRODUCT, tmp_path / "allaboard")
    monkeypatch.setattr(catalogues, "PRODUCT", copy)
    settings.LOCALE_PATHS = [copy / "locale"]

    catalogues.collect()

    assert {message.id for message in catalogues.read("de")} == kept


def test_no_words_stand_inside_a_braced_text_where_the_collector_is_blind():
    hidden = {
        f"{path.relative_to(catalogues.PRODUCT)}:{call.lineno}"
        for path in catalogues.PRODUCT.rglob("*.py")
        for braced in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(braced, ast.JoinedStr)
        for call in ast.walk(braced)
        if isinstance(call, ast.Call) and ast.unparse(call.func) in {"_", "gettext", "ngettext", "pgettext"}
    }

    assert hidden == set()


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


@pytest.mark.parametrize("language", catalogues.languages())
def test_nobody_is_addressed_in_another_way_than_elsewhere(language):
    assert [said for said in said_in(language) if re.search(OTHER_ADDRESS[language], said)] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [("de", "Ändere dein Passwort."), ("es", "Cierre esto. Elija otro."), ("fr", "Choisis, tu verras.")],
)
def test_the_other_address_would_be_noticed(language, said):
    assert re.search(OTHER_ADDRESS[language], said)


def test_no_line_of_french_begins_with_a_sign_that_belongs_to_the_word_before():
    assert [said for said in said_in("fr") if re.search(r" [?!;:»]|« ", said)] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de", "Geben Sie eine gültige E-Mail-Adresse ein."),
        ("es", "Escribe un correo electrónico válido."),
        ("fr", "Saisissez une adresse e-mail valide."),
    ],
)
def test_a_refused_form_speaks_as_the_pages_do(language, said):
    with override(language):
        with pytest.raises(ValidationError) as refused:
            EmailField().clean("chidi")

        assert refused.value.messages == [said]


def test_what_is_listed_of_the_libraries_is_still_what_they_say():
    theirs = set()
    for library, folders in LIBRARIES.items():
        for folder in folders:
            path = Path(library.__file__).parent / folder / "es/LC_MESSAGES/django.po"
            with path.open("rb") as file:
                theirs |= {message.id for message in read_po(file)}

    ours = {
        message.id
        for message in catalogues.read("es")
        if any("library_words" in place for place, _line in message.locations)
    }

    assert ours
    assert ours <= theirs


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Sign in"), ("de", "Anmelden"), ("es", "Iniciar sesión"), ("fr", "Se connecter")],
)
def test_the_first_page_speaks_the_browsers_language(language, said):
    page = Client().get("/account/login/", headers={"accept-language": language})

    assert said in page.content.decode()
