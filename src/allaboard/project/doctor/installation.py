"""What is looked at in an installation whose database answers: its tables, and all that reads them."""

from collections.abc import Callable
from urllib.parse import urlsplit

from allaboard.project.doctor.finding import Finding
from allaboard.project.doctor.secret_key import sealed

LAST_ENTRIES = 10_000


def tables() -> Finding:
    """Whether the tables have this version's shape."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Finding("Database", False, f"{len(waiting)} changes are waiting", "Run ./allaboard migrate")
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
    where = connection.settings_dict["HOST"] or "localhost"
    return Finding("Database", True, f"PostgreSQL {version} at {where}, tables up to date")


def workers() -> Finding:
    """Whether somebody does the jobs that wait."""
    from allaboard.foundation.jobs.facade import queue_state

    found = queue_state()
    if found.late_jobs and not found.workers:
        return Finding(
            "Worker",
            False,
            f"none runs and {found.late_jobs} jobs are late",
            "Run ./allaboard worker, or ./allaboard up",
        )
    return Finding("Worker", True, f"{found.workers} running, {found.late_jobs} late jobs")


def audit_trail() -> Finding:
    """Whether the end of the chain is whole; the whole chain is `audit verify`'s."""
    from allaboard.foundation.audit.facade import verify_end

    found = verify_end(LAST_ENTRIES)
    if found.is_whole:
        return Finding("Audit trail", True, f"the last {found.entries:,} entries are whole")
    broken = f"broken at entry {found.broken_entry}: {found.reason}"
    return Finding(
        "Audit trail",
        False,
        broken,
        "Somebody changed the database past the product. Run ./allaboard audit verify, and compare with a backup.",
    )


def mail() -> Finding:
    """Whether the mail server takes mail from us."""
    from allaboard.foundation.delivery.facade import MailServerError, examine_mail_server

    try:
        found = examine_mail_server()
    except MailServerError as error:
        return Finding("Mail", False, str(error), error.remedy or "Ask whoever runs the mail server.")
    return Finding("Mail", True, found or "kept on screen, in the outbox; set ALLABOARD_SMTP_URL to send it")


def held_back() -> Finding:
    """Whether every message that is due can be made."""
    from allaboard.foundation.delivery.facade import held_back as messages_held_back

    found = messages_held_back()
    if not found:
        return Finding("Messages", True, "none is held back by a fault")
    named = (f"“{each.subject}” ({each.deliveries}, reference {each.reference})" for each in found)
    return Finding(
        "Messages",
        False,
        f"cannot be made: {', '.join(named)}",
        "Look for the reference in the log of the worker. They are tried again every half hour.",
    )


def address() -> Finding:
    """Whether the address people use is safe."""
    from django.conf import settings

    local = urlsplit(settings.PUBLIC_URL).hostname in {"localhost", "127.0.0.1"}
    if not local and not settings.HTTPS:
        return Finding(
            "Address",
            False,
            settings.PUBLIC_URL,
            "People reach this from elsewhere: use https and set ALLABOARD_HTTPS=1.",
        )
    return Finding("Address", True, settings.PUBLIC_URL)


# Without tables there is nothing to look at yet.
BEHIND_THE_TABLES: tuple[Callable[[], Finding], ...] = (
    workers,
    audit_trail,
    sealed,
    mail,
    held_back,
    address,
)
