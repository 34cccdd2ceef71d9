"""Who may write surveys, and who may read results."""

from django.utils.translation import gettext as _

from allaboard.areas.listening.queries.surveys import WRITERS, is_writer
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor, Role

READERS = WRITERS | {Role.MANAGER}


def may_write(actor: Actor) -> bool:
    """Whether the actor writes, launches and closes surveys, and works on themes."""
    return is_writer(actor)


def require_writer(actor: Actor) -> None:
    """Raise NotAllowed unless the actor may write surveys."""
    require(may_write(actor), _("Surveys are written by HR and Communications."))
