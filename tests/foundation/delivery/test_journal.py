"""What dead workers have left is taken up once, by whoever comes first."""

from uuid import uuid4

import pytest

from allaboard.foundation.delivery import journal as journals
from allaboard.foundation.delivery.journal import Journal, remains


def test_a_journal_that_another_worker_takes_up_meanwhile_is_passed_over(tmp_path):
    for delivery in (1, 2):
        journal, claim = Journal(tmp_path), uuid4()
        journal.claims(claim)
        journal.begins(str(claim), delivery)
        journal.leave()
    found = remains(tmp_path)
    first, _claims = next(found)
    for other in set(tmp_path.iterdir()) - {first}:
        other.unlink()

    assert list(found) == []


def test_a_journal_that_is_just_being_opened_is_not_taken_for_a_dead_one(tmp_path, monkeypatch):
    lock, looked = journals.fcntl.flock, []

    def look_first(file, how):
        if not looked:
            looked.append(how)
            looked.extend(path for path, _claims in remains(tmp_path))
        lock(file, how)

    with monkeypatch.context() as slow:
        slow.setattr(journals.fcntl, "flock", look_first)
        journal = Journal(tmp_path)
    claim = uuid4()
    journal.claims(claim)
    journal.begins(str(claim), 1)
    journal.leave()

    [(_path, claims)] = remains(tmp_path)
    assert claims[claim].unknown == {1}


@pytest.mark.parametrize(
    "hole", ["begin {claim}", "beg", "sent {claim} 1", "begin {half} 1", "begin {claim} 1sent"]
)
def test_a_journal_with_holes_stops_nobody_and_is_not_believed(tmp_path, hole):
    claim = uuid4()
    journal = Journal(tmp_path)
    journal.claims(claim)
    journal.ends(str(claim), 1, 250, is_sent=True)
    journal.leave()
    [path] = tmp_path.iterdir()
    with path.open("a") as file:
        file.write(hole.format(claim=claim, half=str(claim)[:9]) + "\n")

    assert [claims for _path, claims in remains(tmp_path)] == [{}]
    assert not path.exists()
