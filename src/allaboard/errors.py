"""The three ways in which a request can be refused; everything else is a fault."""


class RuleBroken(Exception):
    """A rule of the product forbids this; the message is meant for the person who asked."""


class NotAllowed(Exception):
    """The person may know of the object but may not do this to it."""


class NotFound(Exception):
    """There is no such object, or the person may not know that there is."""
