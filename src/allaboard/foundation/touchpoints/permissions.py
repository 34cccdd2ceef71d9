"""Who may write a contact down, and who reads a whole timeline."""

from allaboard.foundation.access.roles import Actor, Role


def may_note(actor: Actor, person_id: int) -> bool:
    """HR, communications and managers note contacts with people they see; nobody notes one with oneself."""
    return actor.person_id != person_id and (actor.is_team or actor.has(Role.MANAGER))


def may_erase(actor: Actor, person_id: int) -> bool:
    """HR leaders erase what a person has the right to have forgotten; nobody erases what is written about oneself."""
    return actor.is_system or (actor.has(Role.HR_LEADER) and actor.person_id != person_id)


def may_set_attention_limit(actor: Actor) -> bool:
    """HR leaders and administrators decide how much of people's time messages may take."""
    return actor.has(Role.HR_LEADER, Role.ADMIN)


def reads_all_of(actor: Actor, person_id: int) -> bool:
    """Whether the actor reads every contact of the person, not just the own ones."""
    return actor.acts_for_hr or actor.person_id == person_id
