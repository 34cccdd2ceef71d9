"""Pure decisions about sessions, links and roles."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from allaboard.foundation.access.roles import Role

DIRECTORY_ROLES = frozenset({Role.EMPLOYEE, Role.MANAGER})  # held by being in the directory, never granted
LONGEST_LINK = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long a session lasts at most, and how long without a click."""

    absolute: timedelta
    idle: timedelta


OF_THE_TEAM = SessionLimits(absolute=timedelta(days=7), idle=timedelta(hours=8))
OF_EMPLOYEES = SessionLimits(absolute=timedelta(days=30), idle=timedelta(days=7))


def session_limits(roles: frozenset[str]) -> SessionLimits:
    """Whoever holds a granted role sees more of others, so their sessions end earlier."""
    return OF_EMPLOYEES if roles <= DIRECTORY_ROLES else OF_THE_TEAM


def is_over(began: datetime, seen: datetime, now: datetime, limits: SessionLimits) -> bool:
    """Whether a session that began and was last used at these instants has ended."""
    return now - began > limits.absolute or now - seen > limits.idle


def may_reuse_link(*, is_sample_person: bool, is_loopback: bool) -> bool:
    """Only a link to a made-up person on this very machine may be opened more than once."""
    return is_sample_person and is_loopback


BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def browser_and_system(user_agent: str) -> tuple[str, str]:
    """What a browser calls itself, as people know it; empty where it tells nothing known.

    The order matters: browsers also name those they want to be taken for.
    """

    def first(known: tuple[tuple[str, str], ...]) -> str:
        return next((name for mark, name in known if mark in user_agent), "")

    return first(BROWSERS), first(SYSTEMS)
