from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from tests.jobs import run_all

from allaboard.foundation.jobs import queue
from allaboard.foundation.jobs.facade import defer, job, queue_state
from allaboard.foundation.jobs.queries import QueueState

done: list[str] = []


@job("tests.note_word")
def note_word(word: str) -> None:
    done.append(word)


@pytest.fixture(autouse=True)
def nothing_done():
    done.clear()


def test_a_deferred_job_runs_with_its_arguments(db):
    defer("tests.note_word", word="hello")

    assert run_all() == 1
    assert done == ["hello"]
    assert run_all() == 0


def test_a_job_of_a_transaction_that_is_undone_never_runs(db):
    with transaction.atomic():
        defer("tests.note_word", word="lost")
        transaction.set_rollback(True)

    assert run_all() == 0


def test_a_second_waiting_job_with_the_same_word_is_not_queued(db):
    assert defer("tests.note_word", once="only one", word="first")
    assert not defer("tests.note_word", once="only one", word="second")

    run_all()

    assert done == ["first"]


def test_an_unknown_job_is_refused_when_deferred(db):
    with pytest.raises(KeyError):
        defer("tests.no_such_job")


@pytest.mark.parametrize("due", [None, timezone.now() - timedelta(hours=2)])
def test_a_job_that_nobody_takes_is_late_after_a_while(db, due):
    defer("tests.note_word", at=due, word="waiting")
    defer("tests.note_word", at=timezone.now() + timedelta(hours=1), word="tomorrow")
    assert queue_state() == QueueState(workers=0, late_jobs=0 if due is None else 1)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = at - interval '6 minutes'")
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now()), (now() - interval '1 hour')"
        )

    assert queue_state() == QueueState(workers=1, late_jobs=1)


def begin_and_fall_silent() -> None:
    """A worker takes the next job and is heard of no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour') RETURNING id"
        )
        (worker_id,) = cursor.fetchone()
        cursor.execute("SELECT id FROM procrastinate_fetch_job_v2(NULL, %s)", [worker_id])
        assert cursor.fetchone()[0] is not None


def test_a_job_of_a_silent_worker_goes_back_into_the_queue(db):
    defer("tests.note_word", word="rescued")
    begin_and_fall_silent()
    assert run_all() == 0

    assert queue.rescue_stalled() == 1
    assert run_all() == 1
    assert done == ["rescued"]


def test_a_stalled_job_that_waits_once_more_already_keeps_no_other_from_being_rescued(db):
    defer("tests.note_word", once="word", word="begun")
    begin_and_fall_silent()
    defer("tests.note_word", once="word", word="waits")
    defer("tests.note_word", at=timezone.now() + timedelta(hours=1), word="later")
    defer("tests.note_word", word="other")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET priority = 1 WHERE args->>'word' = 'other'")
    begin_and_fall_silent()

    assert queue.rescue_stalled() == 1
    assert queue.rescue_stalled() == 0
    assert run_all() == 2
    assert sorted(done) == ["other", "waits"]
