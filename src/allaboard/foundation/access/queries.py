"""Who the actor behind a user, a session or a token is."""

from collections.abc import Collection

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import gettext as _

from allaboard.errors import NotFound
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


def anybody_holds(roles: Collection[Role]) -> bool:
    """Whether somebody who may sign in was granted one of the roles."""
    return User.objects.filter(is_active=True, grants__role__in=roles).exists()


def holders_of(roles: Collection[Role]) -> QuerySet[Person]:
    """People of the company who may sign in and were granted one of the roles, by name."""
    users = User.objects.filter(is_active=True, grants__role__in=roles)
    people = Person.objects.filter(active=True, pk__in=users.values("person_id"))
    return people.order_by("given_name", "family_name", "pk")


def somebody_else_holds_a_role(actor: Actor) -> bool:
    """Whether somebody beside the actor who may sign in was granted a role; people of the sample do not count."""
    others = RoleGrant.objects.filter(user__is_active=True).exclude(user=actor.user_id or 0)
    return others.exclude(user__person__is_sample=True).exists()


def user_who_may_act(user_id: int) -> User | None:
    """The user ready to be asked for the actor; none when switched off or gone from the company."""
    user = users_with_roles().filter(pk=user_id).first()
    return user if user is not None and _may_act(user) else None


def _may_act(user: User) -> bool:
    return user.is_active and (user.person is None or user.person.active)


def actor_of(user: User | AnonymousUser) -> Actor:
    """The actor that a signed-in user is; nobody for anyone else.

    Everyone in the directory is an employee; whoever has reports there is a manager.
    """
    if not isinstance(user, User):
        return NOBODY
    known = user if hasattr(user, "granted") else user_who_may_act(user.pk)
    return _actor(known) if known is not None and _may_act(known) else NOBODY


def _actor(user: User, scopes: frozenset[str] | None = None, token_id: int | None = None) -> Actor:
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
        token_id=token_id,
    )


def token_with(secret: str) -> ApiToken | None:
    """The token whose secret this is, if it may still be used."""
    token = ApiToken.objects.filter(digest=digest_of(secret)).first()
    return token if token and token.is_usable else None


def actor_of_token(token: ApiToken) -> Actor:
    """The actor a token speaks for: its user within the token's scopes, or a service with the token's roles."""
    scopes = frozenset(token.scopes)
    if token.user_id is None:
        return Actor(name=token.name, roles=frozenset(token.roles), scopes=scopes, token_id=token.pk)
    user = user_who_may_act(token.user_id)
    return _actor(user, scopes, token.pk) if user else NOBODY


def actor_again(user_id: int | None, token_id: int | None) -> Actor:
    """Who asked for work that is done only now, with what they may do now; nobody when their access has ended."""
    if token_id is not None:
        token = ApiToken.objects.filter(pk=token_id).first()
        return actor_of_token(token) if token and token.is_usable else NOBODY
    user = user_who_may_act(user_id) if user_id is not None else None
    return _actor(user) if user else NOBODY


def language_of(person: Person) -> str:
    """The language somebody reads: the one they chose here, or else the one the directory has of them."""
    user = getattr(person, "user", None)
    return (user.language if user else "") or person.preferred_language


def is_domain_of_colleagues(email: str) -> bool:
    """Whether anyone in the directory, or anyone who may sign in, has an e-mail at the same domain."""
    ending = "@" + email.rpartition("@")[2]
    people, users = Person.objects.filter(active=True), User.objects.filter(is_active=True)
    return any(those.filter(email__iendswith=ending).exists() for those in (people, users))


def users_visible_to(actor: Actor) -> QuerySet[User]:
    """Every user, with their roles, for administrators; none for anyone else."""
    users = users_with_roles()
    return users if actor.has(Role.ADMIN) else users.none()


def users_to_manage(actor: Actor) -> QuerySet[User]:
    """Of the users whom the actor sees, those who hold a granted role or were switched off."""
    return users_visible_to(actor).filter(holds_a_role() | Q(is_active=False))


def holds_a_role() -> Exists:
    """Whether a role was granted to the user, as a condition on users."""
    return Exists(RoleGrant.objects.filter(user=OuterRef("pk")))


def users_with_another_email() -> QuerySet[User]:
    """Users who do not sign in with the e-mail that the directory has of them, or of whom it has none."""
    of_directory = Coalesce(Lower("person__email"), Value(""))
    users = User.objects.select_related("person").annotate(email_of_directory=of_directory)
    return users.exclude(person=None).exclude(email=F("email_of_directory"))


def other_email_of(user: User) -> str:
    """The e-mail that the directory has of the user, if they sign in with another one; else nothing."""
    found = users_with_another_email().filter(pk=user.pk).first()
    return (found.person.email or "") if found and found.person else ""


def users_called(users: QuerySet[User], search: str) -> QuerySet[User]:
    """Those of the users whose e-mail or name holds the search."""
    named = Q(email__icontains=search) | Q(person__formatted_name__icontains=search)
    named |= Q(person__given_name__icontains=search) | Q(person__family_name__icontains=search)
    return users.filter(named)


def colleagues_to_add(search: str, limit: int = 20) -> QuerySet[Person]:
    """People of the directory who hold the search in their name or e-mail and have no user yet; none without a search."""
    if not search:
        return Person.objects.none()
    named = Q(formatted_name__icontains=search) | Q(email__icontains=search)
    named |= Q(given_name__icontains=search) | Q(family_name__icontains=search)
    waiting = Person.objects.filter(active=True, user=None, email__isnull=False)
    return waiting.filter(named).order_by("family_name", "given_name", "pk")[:limit]


def user_for(actor: Actor, pk: int) -> User:
    """The user, for administrators.

    Raises:
        NotFound: there is none, or the actor may not know.
    """
    user = users_visible_to(actor).filter(pk=pk).first()
    if user is None:
        raise NotFound(_("There is no such user."))
    return user


def tokens_visible_to(actor: Actor) -> QuerySet[ApiToken]:
    """The actor's own tokens, and a program's own; for administrators those of programs and of everyone else."""
    tokens = ApiToken.objects.select_related("user", "user__person", "created_by").order_by("-created_at")
    if actor.has(Role.ADMIN):
        return tokens
    own = Q(user_id=actor.user_id) if actor.user_id else Q(pk=actor.token_id or 0)
    return tokens.filter(own)


def token_for(actor: Actor, pk: int) -> ApiToken:
    """The token, looked up through the actor.

    Raises:
        NotFound: there is none, or it belongs to somebody else.
    """
    token = tokens_visible_to(actor).filter(pk=pk).first()
    if token is None:
        raise NotFound(_("There is no such token."))
    return token


def own_user(actor: Actor) -> User:
    """The user who acts.

    Raises:
        NotFound: a program acts for itself.
    """
    user = users_with_roles().filter(pk=actor.user_id or 0).first()
    if user is None:
        raise NotFound(_("There is no such user."))
    return user


def sessions_of(actor: Actor) -> list[UserSession]:
    """The browsers in which the actor's user is signed in, oldest first; those that are over are forgotten."""
    user = User.objects.filter(pk=actor.user_id or 0).first()
    if user is None:
        return []
    return sorted(UserSession.objects.purge_and_list(user), key=lambda session: session.created_at)


def session_for(actor: Actor, pk: int) -> UserSession:
    """The session with this number, if it is the actor's.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    found = next((session for session in sessions_of(actor) if session.pk == pk), None)
    if found is None:
        raise NotFound
    return found
