"""Who the actor behind a user, a session or a token is."""

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from allaboard.foundation.access.models import ApiToken, RoleGrant, User
from allaboard.foundation.access.roles import NOBODY, Actor, Role
from allaboard.foundation.access.secrets import digest_of
from allaboard.foundation.people.models import Person


def users_with_roles() -> QuerySet[User]:
    """All users with the person, the granted roles and whether they lead anyone, in one query."""
    return User.objects.select_related("person").annotate(
        granted=ArraySubquery(RoleGrant.objects.filter(user=OuterRef("pk")).values("role")),
        leads=Exists(Person.objects.filter(manager=OuterRef("person_id"), active=True)),
    )


def user_who_may_act(user_id: int) -> User | None:
    """The user ready to be asked for the actor; none when switched off or gone from the company."""
    user = users_with_roles().filter(pk=user_id, is_active=True).first()
    if user is None or (user.person is not None and not user.person.active):
        return None
    return user


def actor_of(user: User | AnonymousUser) -> Actor:
    """The actor that a signed-in user is; nobody for anyone else.

    Everyone in the directory is an employee; whoever has reports there is a manager.
    """
    if not isinstance(user, User):
        return NOBODY
    known = user if hasattr(user, "granted") else user_who_may_act(user.pk)
    return _actor(known) if known else NOBODY


def _actor(user: User, scopes: frozenset[str] | None = None) -> Actor:
    roles = set(user.granted)  # type: ignore[attr-defined]
    if user.person is not None:
        roles.add(Role.EMPLOYEE)
        if user.leads:  # type: ignore[attr-defined]
            roles.add(Role.MANAGER)
    return Actor(
        person_id=user.person_id,
        name=user.person.name if user.person else user.email,
        roles=frozenset(roles),
        scopes=scopes,
        user_id=user.pk,
    )


def token_with(secret: str) -> ApiToken | None:
    """The token whose secret this is, if it may still be used."""
    token = ApiToken.objects.filter(digest=digest_of(secret)).first()
    return token if token and token.is_usable else None


def actor_of_token(token: ApiToken) -> Actor:
    """The actor a token speaks for: its user within the token's scopes, or a service with the token's roles."""
    scopes = frozenset(token.scopes)
    if token.user_id is None:
        return Actor(name=token.name, roles=frozenset(token.roles), scopes=scopes)
    user = user_who_may_act(token.user_id)
    return _actor(user, scopes) if user else NOBODY


def usable_tokens() -> QuerySet[ApiToken]:
    """Tokens that open the API now."""
    return ApiToken.objects.filter(revoked_at=None).exclude(expires_at__lte=timezone.now())
