"""What people bring is there for a worker, and goes when it is let go."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from allaboard.errors import RuleBroken
from allaboard.foundation.files.facade import copy_of, forget, keep

pytestmark = pytest.mark.usefixtures("files_apart")
CONTENT = b"email\nchidi@example.test\n"


@pytest.fixture
def name() -> str:
    return keep(ContentFile(CONTENT, "Chidi's colleagues.csv"), "imports")


def test_a_worker_gets_a_copy_that_goes_when_it_is_done(name):
    with copy_of(name) as path:
        assert path.read_bytes() == CONTENT
        path.write_bytes(b"scribbled over")

    assert not path.exists()
    with copy_of(name) as again:
        assert again.read_bytes() == CONTENT


def test_the_name_says_nothing_of_the_person_and_differs_each_time(name):
    assert "Chidi" not in name
    assert name.startswith("imports/")
    assert keep(ContentFile(CONTENT, "Chidi's colleagues.csv"), "imports") != name


@pytest.mark.django_db(transaction=True)
def test_what_was_let_go_stays_when_the_step_is_undone(name):
    def step_that_fails() -> None:
        with transaction.atomic():
            forget(name)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        step_that_fails()
    with copy_of(name) as path:
        assert path.read_bytes() == CONTENT

    with transaction.atomic():
        forget(name)

    with pytest.raises(RuleBroken, match="no longer kept"), copy_of(name):
        pass


@pytest.mark.django_db
def test_nothing_to_forget_is_no_fault(files_apart):
    kept = keep(ContentFile(CONTENT), "imports")

    forget("")

    assert [str(file.relative_to(files_apart)) for file in files_apart.rglob("*.bin")] == [kept]
