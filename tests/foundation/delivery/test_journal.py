"""What dead workers have left is taken up once, by whoever comes first."""

from uuid import uuid4

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
