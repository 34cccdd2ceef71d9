"""The one clock that all workers share."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The time by the database's clock: what one machine writes and another waits for goes by it.

    The clock of a machine may be wrong. Leases taken by it would end too early for others, or too late.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    return now  # type: ignore[no-any-return]
