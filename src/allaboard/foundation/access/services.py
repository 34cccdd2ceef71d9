"""Gives and ends access: users, roles, preferences."""

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.access.rules import DIRECTORY_ROLES
from allaboard.foundation.audit.facade import record
from allaboard.foundation.people.models import Person

LONGEST_EMAIL = 254  # as the column holds it, and RFC 5321 allows
GRANTABLE = tuple(role for role in Role if role not in DIRECTORY_ROLES)


def _require_admin(actor: Actor) -> None:
    require(actor.is_system or actor.has(Role.ADMIN))


@transaction.atomic
def add_user(email: str, *, by: Actor) -> User:
    """Let someone sign in; whoever is in the directory under this e-mail becomes that person's user.

    Raises:
        NotAllowed: the actor is no administrator.
        RuleBroken: it is no e-mail address, it belongs to somebody who has left, or its owner can sign in already.
    """
    _require_admin(by)
    email = email.strip().lower()
    _require_address(email)
    person = Person.objects.select_related("user").filter(email__iexact=email).first()
    _require_no_user_yet(email, person)
    try:
        with transaction.atomic():
            user = User.objects.create_user(email=email, person=person)
    except IntegrityError as error:  # somebody else was quicker
        raise RuleBroken(_("%(email)s can sign in already.") % {"email": email}) from error
    record("access.user_added", by=by, on=user)
    return user


def _require_address(email: str) -> None:
    if len(email) > LONGEST_EMAIL:
        raise RuleBroken(_("An e-mail address has at most %(most)s characters.") % {"most": LONGEST_EMAIL})
    try:
        validate_email(email)
    except ValidationError as error:
        raise RuleBroken(_("“%(email)s” is not an e-mail address.") % {"email": email}) from error


def _require_no_user_yet(email: str, person: Person | None) -> None:
    user = User.objects.filter(email=email).first() or getattr(person, "user", None)
    if person is not None and not person.active:
        raise RuleBroken(_("%(name)s no longer works here, so they cannot sign in.") % {"name": person.name})
    if user is not None and not user.is_active:
        said = _("Access of %(email)s has ended. Find them in the list and let them sign in again.")
        raise RuleBroken(said % {"email": user.email})
    if user is not None:
        raise RuleBroken(_("%(email)s can sign in already.") % {"email": user.email})


@transaction.atomic
def grant_role(user: User, role: str, *, by: Actor) -> None:
    """Give the user a role; once is enough.

    Raises:
        NotAllowed: the actor is no administrator.
        RuleBroken: the directory tells of this role; it cannot be granted.
    """
    _require_admin(by)
    if role not in GRANTABLE:
        raise RuleBroken(_("Employees and managers are told by the directory; this role cannot be granted."))
    _grant, is_new = RoleGrant.objects.get_or_create(
        user=user, role=role, defaults={"granted_by_id": by.person_id}
    )
    if is_new:
        record("access.role_granted", by=by, on=user, role=role)


@transaction.atomic
def revoke_role(user: User, role: str, *, by: Actor) -> None:
    """Take a role from the user; the last administrator keeps theirs."""
    _require_admin(by)
    if role == Role.ADMIN:
        _require_another_admin(user)
    if RoleGrant.objects.filter(user=user, role=role).delete()[0]:
        record("access.role_revoked", by=by, on=user, role=role)


@transaction.atomic
def set_roles(user: User, roles: set[str], *, by: Actor) -> None:
    """Let the user hold exactly these granted roles."""
    held = set(user.grants.values_list("role", flat=True))
    for role in sorted(roles - held):
        grant_role(user, role, by=by)
    for role in sorted(held - roles):
        revoke_role(user, role, by=by)


@transaction.atomic
def set_role_of(users: QuerySet[User], role: str, *, given: bool, by: Actor) -> list[int]:
    """Give all the users a role, or take it from them; the ids of those who stood otherwise before.

    Nobody takes their own role of an administrator with those of others: they could not take that back.
    """
    _require_admin(by)
    holding = RoleGrant.objects.filter(user=OuterRef("pk"), role=role)
    chosen = users.exclude(Exists(holding)) if given else users.filter(Exists(holding))
    if role == Role.ADMIN and not given:
        chosen = chosen.exclude(pk=by.user_id or 0)
    changing = list(chosen.order_by("pk"))
    for user in changing:
        (grant_role if given else revoke_role)(user, role, by=by)
    return [user.pk for user in changing]


@transaction.atomic
def end_access_of(users: QuerySet[User], *, by: Actor) -> list[int]:
    """End the access of all the users but the actor's own; the ids of those who had it."""
    _require_admin(by)
    ending = list(users.filter(is_active=True).exclude(pk=by.user_id or 0).order_by("pk"))
    for user in ending:
        disable_user(user, by=by)
    return [user.pk for user in ending]


@transaction.atomic
def disable_user(user: User, *, by: Actor) -> None:
    """End the user's access: no more sign-in, every session and token ends with the next click."""
    _require_admin(by)
    _require_another_admin(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions(user)
    user.sign_in_links.all().delete()
    record("access.user_disabled", by=by, on=user)


@transaction.atomic
def enable_user(user: User, *, by: Actor) -> None:
    """Let the user sign in again; sessions that were ended stay ended."""
    _require_admin(by)
    User.objects.filter(pk=user.pk).update(is_active=True)
    record("access.user_enabled", by=by, on=user)


@transaction.atomic
def forget_second_step(user: User, *, by: Actor) -> None:
    """Take the user's authenticator app, recovery codes and passkeys away, for one who lost them all."""
    _require_admin(by)
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    record("access.second_step_forgotten", by=by, on=user)


@transaction.atomic
def change_access(user: User, *, is_active: bool | None, roles: Collection[str] | None, by: Actor) -> None:
    """Change roles and switch on or off at once; what is None stays."""
    _require_admin(by)
    if roles is not None:
        set_roles(user, set(roles), by=by)
    if is_active is not None and is_active != user.is_active:
        (enable_user if is_active else disable_user)(user, by=by)


@transaction.atomic
def sign_out_everywhere(user: User, *, by: Actor) -> None:
    """End every session of the user, who may sign in again: for a device that was lost. Tokens go on working."""
    _require_admin(by)
    end_sessions(user)
    record("access.signed_out", by=by, on=user)


def end_sessions(user: User) -> None:
    """End every session of the user, also those that are listed nowhere."""
    User.objects.filter(pk=user.pk).update(sessions_ended=F("sessions_ended") + 1)
    for session in UserSession.objects.filter(user=user):
        session.end()


def _require_another_admin(user: User) -> None:
    # Locked, so that two administrators cannot remove each other at the same moment.
    admins = RoleGrant.objects.select_for_update().filter(role=Role.ADMIN, user__is_active=True)
    ids = {grant.user_id for grant in admins}
    if ids == {user.pk}:
        raise RuleBroken(_("This is the last administrator. Make someone else one first."))
