"""How a command ends that cannot do what was asked."""

import sys
from typing import NoReturn


def leave(message: str, what_to_do: str = "", *, code: int = 1) -> NoReturn:
    """Say what stands in the way and what to do about it, on the channel for errors; end with the exit code."""
    line = "\r\x1b[K" if sys.stderr.isatty() else ""  # whatever is being done stands there, without an end
    print(f"{line}allaboard: {message}", file=sys.stderr)
    if what_to_do:
        print(f"  What to do: {what_to_do}", file=sys.stderr)
    raise SystemExit(code)
