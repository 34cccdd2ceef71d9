"""What a token may be allowed to do: read or write, room by room."""

ROOMS = (
    "people",
    "segments",
    "access",
    "touchpoints",
    "delivery",
    "surveys",
    "initiatives",
    "campaigns",
    "changes",
    "views",
    "audit",
    "jobs",
)
# The trail takes no words from outside; work is begun where it belongs.
READ_ONLY = frozenset({"audit", "jobs"})
SCOPES = tuple(
    f"{room}:{right}"
    for room in ROOMS
    for right in ("read", "write")
    if right == "read" or room not in READ_ONLY
)


def require_known(scope: str) -> str:
    """The scope itself.

    Raises:
        ValueError: no room of the API knows such a scope.
    """
    if scope not in SCOPES:
        raise ValueError(
            f"{scope!r} is not a scope; the rooms are {', '.join(ROOMS)}, the rights read and write"
        )
    return scope


def may(held: frozenset[str] | None, wanted: str) -> bool:
    """Whether the held scopes allow the wanted one; writing includes reading, no set at all allows everything."""
    if held is None or wanted in held:
        return True
    room, right = wanted.split(":")
    return right == "read" and f"{room}:write" in held
