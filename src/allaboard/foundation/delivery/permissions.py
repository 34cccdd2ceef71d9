"""Who may steer a sending."""

from allaboard.foundation.access.roles import HR, Actor, Role
from allaboard.foundation.delivery.models import Sending


def may_steer(actor: Actor, sending: Sending) -> bool:
    """HR, communications, the system and whoever made the sending may pause, resume and cancel it."""
    is_own = actor.person_id is not None and sending.created_by_id == actor.person_id
    return is_own or actor.is_system or actor.has(*HR, Role.COMMUNICATIONS)


def may_lift_address(actor: Actor) -> bool:
    """HR and administrators may say that an address works again."""
    return actor.acts_for_hr or actor.has(Role.ADMIN)
