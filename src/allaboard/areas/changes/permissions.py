"""Who may write and publish changes."""

from allaboard.foundation.access.roles import Actor, Role


def may_write(actor: Actor) -> bool:
    """HR and communications write drafts."""
    return actor.is_hr or actor.has(Role.COMMUNICATIONS)


def may_publish(actor: Actor) -> bool:
    """HR and communications tell people."""
    return may_write(actor)
