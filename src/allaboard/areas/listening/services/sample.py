"""Taking the sample company's surveys away."""

from django.db import connection, transaction

_TABLES = ("comment", "theme", "tally", "answer", "pendingballot", "participation", "block")


@transaction.atomic
def remove_sample() -> int:
    """Delete every row that belongs to a sample survey; returns how many."""
    waves = (
        "SELECT w.id FROM listening_wave w JOIN listening_survey s ON s.id = w.survey_id WHERE s.is_sample"
    )
    removed = 0
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"DELETE FROM listening_{table} WHERE wave_id IN ({waves})")  # noqa: S608 - fixed names
            removed += int(cursor.rowcount)
        cursor.execute(f"DELETE FROM listening_wave WHERE id IN ({waves})")  # noqa: S608 - fixed names
        removed += int(cursor.rowcount)
        samples = "SELECT id FROM listening_survey WHERE is_sample"
        cursor.execute(f"DELETE FROM listening_question WHERE survey_id IN ({samples})")  # noqa: S608 - fixed names
        removed += int(cursor.rowcount)
        cursor.execute("DELETE FROM listening_survey WHERE is_sample")
        removed += int(cursor.rowcount)
    return removed
