"""The words of the product in other languages: collected from the code, and compiled for reading.

Django's own collector needs GNU gettext; compiling and checking need only Babel, so that every machine can check.
"""

import contextlib
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import call_command

from allaboard.project import environment

PRODUCT = environment.ROOT / "src" / "allaboard"
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+")  # what a translation must keep


def languages() -> list[str]:
    """The languages that say everything in a catalogue: all but the one the code is written in."""
    return [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]


def path_of(language: str) -> Path:
    """The catalogue that people edit."""
    return PRODUCT / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """The catalogue of a language."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def collect() -> None:
    """Bring every string of code and pages into the catalogues; translations that nobody uses go."""
    with contextlib.chdir(PRODUCT):
        call_command(
            "makemessages",
            locale=languages(),
            no_obsolete=True,
            add_location="file",
            no_wrap=True,
            verbosity=0,
        )


def compiled(language: str) -> bytes:
    """The catalogue as the running product reads it; guesses of the collector are left out."""
    into = BytesIO()
    write_mo(into, read(language))
    return into.getvalue()


def compile_all() -> None:
    """Write what the running product reads; the catalogue of the code's own language holds words of libraries alone."""
    for language in (*languages(), settings.LANGUAGE_CODE):
        path_of(language).with_suffix(".mo").write_bytes(compiled(language))


def faults_of(language: str) -> Iterator[str]:
    """What is missing or broken in a catalogue, in words."""
    for message in read(language):
        if message.id:
            yield from (f"{language}: {fault}" for fault in _faults(message))


def _faults(message: Message) -> Iterator[str]:
    originals, written = _forms(message.id), _forms(message.string)
    if not all(written):
        yield f"not translated: {originals[0]!r}"
    elif message.fuzzy:
        yield f"only guessed: {originals[0]!r}"
    # Each form may say “one” without its number, so a form must fit one of the originals.
    elif not all(any(_places(form) == _places(original) for original in originals) for form in written):
        yield f"other fields than the original: {originals[0]!r} -> {written[-1]!r}"


def _forms(said: str | Sequence[str] | None) -> list[str]:
    return [said or ""] if isinstance(said, str | None) else list(said)


def _places(text: str) -> list[str]:
    return sorted(PLACES.findall(text))
