"""Who may do what with an initiative."""

from allaboard.areas.initiatives.models import Initiative, Stakeholder
from allaboard.foundation.access.roles import TEAM, Actor

OWNERS = TEAM


def may_start(actor: Actor) -> bool:
    """HR, communications and recruiting start initiatives."""
    return actor.is_team


def may_edit(actor: Actor, initiative: Initiative) -> bool:
    """The team works on the case, its leaders and the answers."""
    return actor.is_team


def may_override(actor: Actor) -> bool:
    """Only HR may ask although not everything holds."""
    return actor.is_hr


def may_answer_brief(actor: Actor, stakeholder: Stakeholder) -> bool:
    """Nobody answers for somebody else."""
    return actor.person_id is not None and actor.person_id == stakeholder.person_id
