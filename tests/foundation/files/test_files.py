import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import acting

from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.files.facade import drop, keep, open_for
from allaboard.foundation.files.models import KeptFile
from allaboard.foundation.files.rules import media_type_of, safe_name


@pytest.fixture(autouse=True)
def files_in_a_folder_of_their_own(settings, tmp_path):
    storage = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = settings.STORAGES | {"default": storage}


def test_nobody_else_can_open_or_drop_it(amara, chidi):
    ref = keep(acting(amara), "people.csv", b"email\n", "table")

    with pytest.raises(NotFound):
        open_for(acting(chidi), ref.id)
    with pytest.raises(NotFound):
        drop(acting(chidi), ref.id)


def test_dropping_takes_the_content_away(amara, django_capture_on_commit_callbacks):
    ref = keep(acting(amara), "people.csv", b"email\n", "table")
    kept = KeptFile.objects.get(pk=ref.id)
    with django_capture_on_commit_callbacks(execute=True):
        drop(acting(amara), ref.id)
    assert not kept.content.storage.exists(str(kept.content.name))


@pytest.mark.parametrize(
    ("name", "beginning", "size", "kind", "why"),
    [
        ("a.csv", b"", 0, "table", "empty"),
        ("a.png", b"<html>", 6, "image", "not what its ending says"),
        ("a.csv", b"a\x00b", 3, "table", "not what its ending says"),
        ("a.svg", b"<svg>", 5, "image", "not accepted here"),
        ("a.png", b"\x89PNG\r\n\x1a\n", 6 * 1024 * 1024, "image", "at most 5 MB"),
    ],
)
def test_what_is_not_accepted_says_why(name, beginning, size, kind, why):
    with pytest.raises(RuleBroken, match=why):
        media_type_of(name, beginning, size, kind)


@given(st.text(max_size=300))
def test_a_name_never_leaves_its_folder_or_its_header(name):
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 121
    assert not set(safe) & set('/\\"<>|:*?;%\r\n\x00')
    assert safe not in {".", ".."}
