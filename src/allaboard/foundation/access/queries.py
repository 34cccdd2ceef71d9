"""Who the actor behind a user is."""

from django.contrib.auth.models import AnonymousUser

from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import NOBODY, Actor, Role


def actor_of(user: User | AnonymousUser) -> Actor:
    """The actor that a signed-in user is; nobody for anyone else.

    Everyone in the directory is an employee; whoever has reports there is a manager.
    """
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    roles = set(user.grants.values_list("role", flat=True))
    person = user.person
    if person is not None and person.active:
        roles.add(Role.EMPLOYEE)
        if person.reports.filter(active=True).exists():
            roles.add(Role.MANAGER)
    return Actor(
        person_id=person.pk if person else None,
        name=person.name if person else user.email,
        roles=frozenset(roles),
        user_id=user.pk,
    )
