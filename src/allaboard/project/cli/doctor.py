"""`doctor`: what is wrong with this installation, and how to mend it."""

import json
import platform
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from urllib.parse import urlsplit

import typer
from rich.console import Console
from rich.table import Table

from allaboard.project import environment
from allaboard.project.cli.database import database, set_up_django
from allaboard.project.postgres.binaries import folder_of_binaries

LEAST_FREE_MB = 500


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine, or wrong with what to do."""

    subject: str
    is_fine: bool
    detail: str
    remedy: str = ""


def doctor(as_json: bool = typer.Option(False, "--json", help="Print the findings as JSON.")) -> None:
    """Look at everything the installation needs. Exit code 1 when something is wrong."""
    findings = list(_machine())
    with database():
        set_up_django()
        tables = _tables()
        findings.append(tables)
        # The rest reads tables: without them there is nothing to look at yet.
        findings += [look() for look in (_workers, _audit, _mail, _address)] if tables.is_fine else []
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        _print(findings)
    raise typer.Exit(0 if all(finding.is_fine for finding in findings) else 1)


def _print(findings: list[Finding]) -> None:
    table = Table(box=None, pad_edge=False)
    for heading in ("", "Looked at", "Found", "What to do"):
        table.add_column(heading)
    for finding in findings:
        table.add_row(
            "[green]✓[/]" if finding.is_fine else "[red]✕[/]", finding.subject, finding.detail, finding.remedy
        )
    Console(highlight=False).print(table)


def _machine() -> Iterator[Finding]:
    fine = sys.version_info >= (3, 11)
    yield Finding("Python", fine, platform.python_version(), "" if fine else "Install Python 3.11 or newer.")
    binaries = folder_of_binaries(environment.PG_BIN.value())
    own = environment.DATABASE_URL.value()
    yield Finding(
        "PostgreSQL programs",
        bool(binaries or own),
        "your own server" if own else str(binaries),
        "" if binaries or own else "Set ALLABOARD_PG_BIN or ALLABOARD_DATABASE_URL.",
    )
    home = environment.HOME.value()
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    free = shutil.disk_usage(home).free // 2**20
    yield Finding(
        "Disk",
        free >= LEAST_FREE_MB,
        f"{free:,} MB free in {home}",
        "" if free >= LEAST_FREE_MB else "Free some space.",
    )
    yield _secret()


def _secret() -> Finding:
    kept = environment.HOME.value() / "secret_key"
    if environment.SECRET_KEY.value() or not kept.exists():
        return Finding(
            "Secret key",
            True,
            "from the environment" if environment.SECRET_KEY.value() else "made at the first start",
        )
    private = not kept.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
    return Finding(
        "Secret key",
        private,
        "private" if private else "others on this machine can read it",
        "" if private else f"chmod 600 {kept}",
    )


def _tables() -> Finding:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    version = connection.cursor().execute("SHOW server_version").fetchone()[0]
    if waiting:
        return Finding("Database", False, f"{len(waiting)} changes are waiting", "Run ./allaboard migrate")
    return Finding("Database", True, f"PostgreSQL {version}, tables up to date")


def _workers() -> Finding:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"
        )
        alive = cursor.fetchone()[0]
        cursor.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status = 'todo' "
            "AND coalesce(scheduled_at, now()) < now() - interval '5 minutes'"
        )
        late = cursor.fetchone()[0]
    if late and not alive:
        return Finding(
            "Worker",
            False,
            f"none runs and {late} jobs are late",
            "Run ./allaboard worker, or ./allaboard up",
        )
    return Finding("Worker", True, f"{alive} running, {late} late jobs")


def _audit() -> Finding:
    from allaboard.foundation.audit.facade import verify

    result = verify()
    return Finding(
        "Audit chain",
        result.is_whole,
        f"{result.entries:,} entries",
        "" if result.is_whole else "Run ./allaboard audit verify",
    )


def _mail() -> Finding:
    from allaboard.foundation.delivery.facade import MailServerError, examine_mail_server

    try:
        found = examine_mail_server()
    except MailServerError as error:
        return Finding("Mail", False, str(error), error.remedy or "Ask whoever runs the mail server.")
    return Finding("Mail", True, found or "kept on screen, in the outbox; set ALLABOARD_SMTP_URL to send it")


def _address() -> Finding:
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
