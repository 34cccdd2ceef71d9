"""Every environment variable, once: its type, default and meaning."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[3]


def _truth(text: str) -> bool:
    return text.strip().lower() in {"1", "true", "yes", "on"}


def _port(text: str) -> int:
    if not (text.strip().isdecimal() and 1 <= int(text) <= 65_535):
        raise ValueError("a port is a number from 1 to 65535")
    return int(text)


def _server(text: str) -> str:
    if not text.startswith(("postgresql://", "postgres://")):
        raise ValueError("a server is named as postgresql://user:password@host:port/name")
    return text


def _words(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


class UnreadableVariableError(ValueError):
    """A variable is set to something that cannot be read; the message names it."""


@dataclass(frozen=True, slots=True)
class Variable(Generic[T]):
    """One environment variable and what it means to the person who sets it."""

    name: str
    read: Callable[[str], T]
    default: T
    meaning: str

    def value(self) -> T:
        """The variable's value now, or its default.

        Raises:
            UnreadableVariableError: the text cannot be read.
        """
        text = os.environ.get(self.name)
        if text is None or text == "":
            return self.default
        try:
            return self.read(text)
        except ValueError as error:
            raise UnreadableVariableError(f"{self.name}={text!r} cannot be read: {error}") from error


HOME = Variable("ALLABOARD_HOME", Path, ROOT / "var", "Folder for the database, files, keys and logs.")
DATABASE_URL = Variable(
    "ALLABOARD_DATABASE_URL",
    _server,
    "",
    "postgresql://user:password@host:port/name of your own server; empty: ours.",
)
PG_BIN = Variable(
    "ALLABOARD_PG_BIN", str, "", "Folder with initdb and postgres, instead of the ones that come along."
)
PG_UNSAFE = Variable(
    "ALLABOARD_PG_UNSAFE", _truth, False, "Trade crash safety for speed in throw-away databases (tests)."
)
PORT = Variable("ALLABOARD_PORT", _port, 8000, "Port of the web server.")
HOST = Variable("ALLABOARD_HOST", str, "127.0.0.1", "Address on which the web server listens.")
SAMPLE_ONLY = Variable(
    "ALLABOARD_SAMPLE_ONLY",
    _truth,
    False,
    "Answer only while nobody but the sample company is known; `up --phone` sets it.",
)
PUBLIC_URL = Variable(
    "ALLABOARD_PUBLIC_URL", str, "", "Address under which people reach this installation, for links in mail."
)
DEBUG = Variable("ALLABOARD_DEBUG", _truth, False, "Show details of faults in the page; never in production.")
SECRET_KEY = Variable(
    "ALLABOARD_SECRET_KEY",
    str,
    "",
    "Secret for signing and sealing; empty: made once and kept in the home folder.",
)
OLD_SECRET_KEYS: Variable[list[str]] = Variable(
    "ALLABOARD_OLD_SECRET_KEYS",
    _words,
    [],
    "Earlier secrets, separated by commas: what they signed or sealed still opens, new things take today's.",
)
ALLOWED_HOSTS = Variable(
    "ALLABOARD_ALLOWED_HOSTS", _words, ["localhost", "127.0.0.1", "[::1]"], "Host names that are answered."
)
HTTPS = Variable(
    "ALLABOARD_HTTPS", _truth, False, "The installation is reached by https: secure cookies, HSTS, redirect."
)
PROXIES = Variable(
    "ALLABOARD_PROXIES",
    int,
    0,
    "How many of your own proxies stand in front; visitors are told apart by X-Forwarded-For. With https at least 1.",
)
SMTP_URL = Variable(
    "ALLABOARD_SMTP_URL",
    str,
    "",
    "smtp://user:password@host:port?tls=starttls|none|on; empty: mail goes to the on-screen outbox.",
)
MAIL_FROM = Variable("ALLABOARD_MAIL_FROM", str, "HR team <hr@localhost>", "Sender of the mails.")
WEB_WORKERS = Variable("ALLABOARD_WEB_WORKERS", int, 2, "Web worker processes.")
COMPANY = Variable("ALLABOARD_COMPANY", str, "", "Name of the company; empty: the sample company's, or none.")
TIME_ZONE = Variable("ALLABOARD_TIME_ZONE", str, "UTC", "Time zone of people who have none of their own.")

PYTHON = Variable(
    "ALLABOARD_PYTHON", str, "python3", "Python with which the launcher installs."
)  # read by it alone

ALL: tuple[Variable[object], ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Variable)
)


def page() -> str:
    """The configuration page of the documentation, generated from the variables."""
    lines = [
        *("# Configuration", "", "Everything has a default that works; set a variable only to differ.", ""),
        *("| variable | default | meaning |", "|---|---|---|"),
        *(f"| `{item.name}` | {_shown(item.default)} | {_in_a_cell(item.meaning)} |" for item in ALL),
    ]
    return "\n".join(lines) + "\n"


def _in_a_cell(text: str) -> str:
    return text.replace("|", r"\|")  # else it would begin the next cell


def _shown(default: object) -> str:
    if isinstance(default, Path):
        return f"`{default.name}/` beside the launcher"
    if isinstance(default, list) and default:
        return ", ".join(f"`{item}`" for item in default)
    return f"`{default}`" if default not in ("", []) else "–"
