"""The single looks of the doctor: each finds one thing fine, or wrong with what to do."""

import os
import platform
import shutil
import stat
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from allaboard.project import environment
from allaboard.project.postgres.binaries import folder_of_binaries

LEAST_FREE_MB = 500
LAST_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: fine, or wrong with what to do."""

    subject: str
    is_fine: bool
    detail: str
    remedy: str = ""


def machine() -> Iterator[Finding]:
    """What has to hold before anything of ours can run."""
    fine = sys.version_info >= (3, 11)
    yield Finding("Python", fine, platform.python_version(), "" if fine else "Install Python 3.11 or newer.")
    binaries = folder_of_binaries(environment.PG_BIN.value())
    own = environment.DATABASE_URL.value()
    yield Finding(
        "PostgreSQL programs",
        bool(binaries or own),
        "your own server" if own else str(binaries or "none found"),
        "" if binaries or own else "Set ALLABOARD_PG_BIN to their folder, or ALLABOARD_DATABASE_URL.",
    )
    folder = home_folder()
    yield folder
    if folder.is_fine:
        yield _disk(environment.HOME.value())


def home_folder() -> Finding:
    """Whether the folder with database, files and keys is ours, and ours alone."""
    home = environment.HOME.value()
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        mode = home.stat().st_mode
        foreign = [entry for entry in home.iterdir() if not os.access(entry, os.R_OK | os.W_OK)]
    except OSError as error:
        return Finding("Folder", False, f"{home}: {error.strerror}", _give_back(home))
    if foreign or not os.access(home, os.R_OK | os.W_OK | os.X_OK):
        named = foreign[0] if foreign else home
        return Finding("Folder", False, f"{named} cannot be read and written by you", _give_back(home))
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding("Folder", False, f"{home} is open to others on this machine", f"chmod 700 {home}")
    return Finding("Folder", True, f"{home}, private")


def _give_back(home: Path) -> str:
    return (
        f"sudo chown -R $USER {home} && chmod -R u+rwX {home}, or choose another folder with ALLABOARD_HOME."
    )


def _disk(home: Path) -> Finding:
    free = shutil.disk_usage(home).free // 2**20
    remedy = "" if free >= LEAST_FREE_MB else f"Free some space: {LEAST_FREE_MB} MB are needed."
    return Finding("Disk", free >= LEAST_FREE_MB, f"{free:,} MB free in {home}", remedy)


def has_secret() -> bool:
    """Whether the key that signs sessions and links is there."""
    return bool(environment.SECRET_KEY.value()) or _kept_secret().exists()


def _kept_secret() -> Path:
    return environment.HOME.value() / "secret_key"


def secret() -> Finding:
    """Whether the key that signs sessions and links is there, and private."""
    kept = _kept_secret()
    if environment.SECRET_KEY.value():
        return Finding("Secret key", True, "from the environment")
    if not kept.exists():
        return _missing_secret(kept)
    if kept.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding("Secret key", False, "others on this machine can read it", f"chmod 600 {kept}")
    return Finding("Secret key", True, "private")


def _missing_secret(kept: Path) -> Finding:
    if not (environment.HOME.value() / "postgres" / "created").exists():
        return Finding("Secret key", True, "made at the first start")
    return Finding(
        "Secret key",
        False,
        f"{kept} is gone, though there is a database",
        "Put it back from a backup. Without one, the next start makes a new key: everybody signs in again, "
        "links in mails already sent stop working, authenticator apps and recovery codes are refused, and "
        "protected attributes stay shut.",
    )


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


def sealed() -> Finding:
    """Whether the secret key opens what was sealed with it."""
    from allaboard.areas.listening import facade as listening
    from allaboard.foundation.access import facade as access
    from allaboard.foundation.people import facade as people

    shut = {
        "second steps of signing in": access.how_many_cannot_be_opened(),
        "people's protected attributes": people.how_many_cannot_be_opened(),
        "ballots of open surveys": listening.how_many_cannot_be_opened(),
    }
    if not any(shut.values()):
        return Finding("Sealed data", True, "opens with the secret key")
    return Finding(
        "Sealed data",
        False,
        "the secret key does not open: "
        + ", ".join(f"{what} ({count})" for what, count in shut.items() if count),
        "Put the earlier key back, or name it in ALLABOARD_OLD_SECRET_KEYS. Until then a survey whose ballots do not open "
        "stays open. If the key is lost: ./allaboard user forget-second-step EMAIL lets each of them sign in, the run's "
        "page closes a survey without those ballots, protected attributes are imported anew.",
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


# Read tables: without them there is nothing to look at yet.
OF_A_RUNNING_INSTALLATION: tuple[Callable[[], Finding], ...] = (
    workers,
    audit_trail,
    sealed,
    mail,
    held_back,
    address,
)
