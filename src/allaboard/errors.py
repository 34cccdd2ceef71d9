"""The ways in which a request can be refused; everything else is a fault."""

from collections.abc import Mapping


class RuleBroken(Exception):
    """A rule of the product forbids this; the message is meant for the person who asked, the details for programs."""

    details: Mapping[str, object] = {}


class NotAllowed(Exception):
    """The person may know of the object but may not do this to it."""


class NotFound(Exception):
    """There is no such object, or the person may not know that there is."""


class TooOften(Exception):
    """Whoever asks has to wait some seconds first."""

    def __init__(self, wait_seconds: int) -> None:
        self.wait_seconds = wait_seconds
        super().__init__(f"Too many calls. Try again in {wait_seconds} seconds.")
