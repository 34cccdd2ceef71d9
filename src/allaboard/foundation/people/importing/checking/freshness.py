"""Whether what a check found still holds, so that a million rows are not judged twice."""

from django.db import connection

from allaboard.foundation.people.importing.checking.verdicts import Verdict
from allaboard.foundation.people.importing.reading import staging
from allaboard.foundation.people.models import Import

# Every write gives a row another place or another transaction; the day decides who has left by now.
STATE = """
    SELECT concat_ws(' ', current_date, count(*), sum(hashtidextended(ctid, xmin::text::bigint))) FROM people_person"""


def state_of_directory() -> str:
    """The same text as long as nobody in the directory was added, changed or removed."""
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        return str(cursor.fetchone()[0])


def kept_verdict(run: Import) -> Verdict | None:
    """What the last check found, if neither the file nor the directory have changed since, and the server has not crashed."""
    if not run.checked_against or not staging.is_whole(run.pk, run.row_count):
        return None
    if run.checked_against != state_of_directory():
        return None
    return Verdict(
        run.created_count, run.updated_count, run.unchanged_count, run.skipped_count, run.noted_count
    )
