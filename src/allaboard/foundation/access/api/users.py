"""Users and roles, for programs such as a directory that starts and ends access."""

from ninja import Router, Schema, Status

from allaboard.foundation.access import following, queries, services
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope

router = Router()


class UserOut(Schema):
    """A user with the roles granted to them."""

    id: int
    email: str
    person_id: int | None
    is_active: bool
    granted: list[str]


class UserIn(Schema):
    """Who is to sign in."""

    email: str


class AccessIn(Schema):
    """What is to change; what is left out stays."""

    is_active: bool | None = None
    roles: list[Role] | None = None


@router.get("/users", response=Page[UserOut], auth=scope("access:read"))
def users(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[User]:
    """All users; for administrators."""
    require(request.actor.has(Role.ADMIN))
    return paginate(queries.users_visible_to(request.actor), cursor, limit)


@router.post("/users", response={201: UserOut}, auth=scope("access:write"))
@idempotent
def add_user(request: ActorRequest, body: UserIn) -> Status[User]:
    """Let someone sign in; for administrators."""
    added = services.add_user(body.email, by=request.actor)
    return Status(201, queries.user_for(request.actor, added.pk))


@router.get("/users/{int:user_id}", response=UserOut, auth=scope("access:read"))
def user(request: ActorRequest, user_id: int) -> User:
    """One user; for administrators."""
    return queries.user_for(request.actor, user_id)


@router.patch("/users/{int:user_id}", response=UserOut, auth=scope("access:write"))
def change_user(request: ActorRequest, user_id: int, body: AccessIn) -> User:
    """Grant and revoke roles, end access or give it back; for administrators."""
    services.change_access(
        queries.user_for(request.actor, user_id), is_active=body.is_active, roles=body.roles, by=request.actor
    )
    return queries.user_for(request.actor, user_id)


@router.delete("/users/{int:user_id}/sessions", response={204: None}, auth=scope("access:write"))
def sign_out(request: ActorRequest, user_id: int) -> Status[None]:
    """Sign somebody out everywhere, as after a device was lost; their tokens go on working. For administrators."""
    services.sign_out_everywhere(queries.user_for(request.actor, user_id), by=request.actor)
    return Status(204, None)


@router.delete("/users/{int:user_id}/second-step", response={204: None}, auth=scope("access:write"))
def forget_second_step(request: ActorRequest, user_id: int) -> Status[None]:
    """Take passkeys, authenticator app and recovery codes away from somebody who lost them; for administrators."""
    services.forget_second_step(queries.user_for(request.actor, user_id), by=request.actor)
    return Status(204, None)


@router.post("/users/{int:user_id}/email-of-directory", response=UserOut, auth=scope("access:write"))
@idempotent
def take_email(request: ActorRequest, user_id: int) -> User:
    """Let somebody who holds a role sign in with the e-mail that the directory has of them now; for administrators."""
    found = queries.user_for(request.actor, user_id)
    following.take_emails(User.objects.filter(pk=found.pk), by=request.actor)
    return queries.user_for(request.actor, user_id)
