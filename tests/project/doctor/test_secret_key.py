"""A start with another secret key is noticed before anything is lost."""

import contextlib

import pytest
import typer

from allaboard.foundation.access.models import UsedKey
from allaboard.foundation.people.models import ProtectedAttributes
from allaboard.foundation.people.upkeep.protection import seal
from allaboard.project.cli import alone, starting
from allaboard.project.doctor.finding import Finding
from allaboard.project.doctor.secret_key import notice_another

pytestmark = pytest.mark.django_db


def test_another_key_is_told_until_the_earlier_one_is_named_or_nothing_needs_it(chidi, settings):
    assert notice_another() is None
    sealed = seal(chidi.pk, {"gender": "x"})
    ProtectedAttributes.objects.create(person=chidi, ciphertext=sealed)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key " * 4

    for _start in range(2):
        found = notice_another()
        assert found is not None
        assert "protected attributes (1)" in found.detail
        assert "ALLABOARD_OLD_SECRET_KEYS" in found.remedy

    settings.SECRET_KEY_FALLBACKS = [before]
    assert notice_another() is None
    settings.SECRET_KEY_FALLBACKS = []
    ProtectedAttributes.objects.all().delete()
    assert notice_another() is None
    assert UsedKey.objects.count() == 1


def test_as_long_as_the_key_is_the_same_nothing_is_looked_through(chidi, django_assert_max_num_queries):
    notice_another()
    with django_assert_max_num_queries(2):
        assert notice_another() is None


class Started:
    """Processes that end at once."""

    def __init__(self, _commands: dict[str, list[str]]) -> None: ...

    def start(self) -> None: ...

    def wait_for_one(self) -> int:
        return 0

    def stop(self) -> None: ...


@pytest.fixture(params=["serve", "worker"])
def start_alone(request, monkeypatch):
    """A part of the product that is started alone."""
    monkeypatch.setattr(alone, "database", contextlib.nullcontext)
    monkeypatch.setattr(alone, "collect_static_files", lambda: None)
    monkeypatch.setattr(alone, "Children", Started)

    def start() -> None:
        with pytest.raises(typer.Exit):
            getattr(alone, request.param)()

    return start


def test_each_part_that_starts_alone_tells_of_another_key(chidi, settings, capsys, start_alone):
    start_alone()
    assert "ALLABOARD_OLD_SECRET_KEYS" not in capsys.readouterr().out

    ProtectedAttributes.objects.create(person=chidi, ciphertext=seal(chidi.pk, {"gender": "x"}))
    settings.SECRET_KEY = "another key " * 4
    start_alone()
    assert "ALLABOARD_OLD_SECRET_KEYS" in capsys.readouterr().out


def test_each_part_that_starts_alone_tells_of_tables_of_another_version(monkeypatch, capsys, start_alone):
    monkeypatch.setattr(
        starting, "tables", lambda: Finding("Database", False, "2 changes are waiting", "Run it.")
    )

    start_alone()

    assert "2 changes are waiting" in capsys.readouterr().out
