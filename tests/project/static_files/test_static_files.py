"""Browsers get one compressed style sheet under a name that may be kept for ever."""

import gzip

import pytest
from django.contrib.staticfiles import finders
from tests.conftest import grant, make_person, signed_in

from allaboard.project.static_files import storage
from allaboard.project.static_files.sources import MARK, are_collected
from allaboard.project.static_files.storage import SHEET, BundledStorage, bundle, collect_static_files


@pytest.fixture
def folder(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path
    return tmp_path


def test_each_part_of_the_sheet_stands_in_its_layer():
    sheet = '@layer base;\n@import url("css/base.css") layer(base);\n'

    assert bundle(sheet, {"css/base.css": "a { color: red }\n"}.__getitem__) == (
        "@layer base;\n@layer base {\na { color: red }\n}\n"
    )


def test_the_collected_sheet_asks_for_no_other_and_is_compressed_under_a_lasting_name(folder):
    collect_static_files()

    name = BundledStorage().stored_name(SHEET)
    text = (folder / name).read_text()
    assert name != SHEET
    assert "@import" not in text
    for part in ("tokens", "tables"):
        assert finders.find(f"ui/css/{part}.css")
        assert f"@layer {'tokens' if part == 'tokens' else 'components'} {{" in text
    assert gzip.decompress((folder / f"{name}.gz").read_bytes()).decode() == text


def test_files_are_collected_once_and_again_when_the_sources_are_others(folder, monkeypatch):
    assert not are_collected(folder)
    collect_static_files()
    assert are_collected(folder)

    monkeypatch.setattr(storage, "call_command", pytest.fail)
    collect_static_files()

    (folder / MARK).write_text("of last week")
    assert not are_collected(folder)


def test_a_collection_that_was_broken_off_does_not_count(folder, monkeypatch):
    def break_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(storage, "call_command", break_off)
    with pytest.raises(KeyboardInterrupt):
        collect_static_files()

    assert not are_collected(folder)


def test_pages_are_compressed_for_those_who_take_it(db):
    client = signed_in(grant(make_person(), "hr_generalist"))

    answer = client.get("/", headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(answer.content)
    assert "Content-Encoding" not in client.get("/")
