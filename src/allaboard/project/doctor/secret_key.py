"""Whether the secret key is there and private, is the one of before, and opens what was sealed with it."""

import stat
from pathlib import Path

from allaboard.project import environment
from allaboard.project.doctor.finding import Finding


def is_there() -> bool:
    """Whether the key that signs sessions and links is there."""
    return bool(environment.SECRET_KEY.value()) or _file().exists()


def _file() -> Path:
    return environment.HOME.value() / "secret_key"


def kept() -> Finding:
    """Whether the key that signs sessions and links is there, and private."""
    file = _file()
    if environment.SECRET_KEY.value():
        return Finding("Secret key", True, "from the environment")
    if not file.exists():
        return _missing(file)
    if file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return Finding("Secret key", False, "others on this machine can read it", f"chmod 600 {file}")
    return Finding("Secret key", True, "private")


def _missing(file: Path) -> Finding:
    if not (environment.HOME.value() / "postgres" / "created").exists():
        return Finding("Secret key", True, "made at the first start")
    return Finding(
        "Secret key",
        False,
        f"{file} is gone, though there is a database",
        "Put it back from a backup. Without one, the next start makes a new key: everybody signs in again, "
        "links in mails already sent stop working, authenticator apps and recovery codes are refused, and "
        "protected attributes stay shut.",
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


def notice_another() -> Finding | None:
    """Remember the key of this start; what is wrong when an earlier one is named nowhere and something needs it."""
    from allaboard.foundation.access import facade as access

    access.note_key()
    if not access.is_key_missing():
        return None
    found = sealed()
    if found.is_fine:
        access.forget_missing_keys()
        return None
    return found
