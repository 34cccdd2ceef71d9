"""Commands for those who may sign in."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from allaboard.errors import RuleBroken
from allaboard.project.cli.address import address_for_links
from allaboard.project.cli.database import database
from allaboard.project.cli.leaving import leave
from allaboard.project.processes.loading import set_up_django

if TYPE_CHECKING:
    from allaboard.foundation.access.models import User

user = typer.Typer(help="Who may sign in, and in which roles.", no_args_is_help=True)
Email = Annotated[str, typer.Argument(help="E-mail the user signs in with.")]
JSON = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(user, name="user")


@user.command()
def add(
    email: Email,
    role: Annotated[
        list[str] | None, typer.Option(help="A role to grant, such as admin; may be repeated.")
    ] = None,
    as_json: JSON = False,
) -> None:
    """Let someone sign in, and grant roles; existing users only get the roles."""
    with database():
        set_up_django()
        from allaboard.foundation.access import facade
        from allaboard.foundation.access.models import User
        from allaboard.foundation.access.roles import SYSTEM

        _require_grantable(role or [])
        try:
            found = User.objects.filter(email=email.lower()).first() or facade.add_user(email, by=SYSTEM)
            if not found.is_active:
                raise RuleBroken(f"Access of {email} has ended. An administrator can let them sign in again.")
            for name in role or []:
                facade.grant_role(found, name, by=SYSTEM)
        except RuleBroken as error:
            leave(str(error))
    granted = f" as {', '.join(role)}" if role else ""
    said = f"{email} can sign in{granted}. Next: ./allaboard user link {email}"
    print(json.dumps({"email": found.email, "granted": role or []}) if as_json else said)


@user.command()
def link(
    email: Email,
    minutes: Annotated[int, typer.Option(help="How long the link works.", min=1, max=720)] = 60,
    as_json: JSON = False,
) -> None:
    """Print a link that signs the user in once."""
    with database():
        set_up_django()
        from django.conf import settings

        from allaboard.foundation.access.facade import sign_in_link

        url = address_for_links(settings.PUBLIC_URL) + sign_in_link(_user(email), minutes)
    print(json.dumps({"email": email, "url": url, "minutes": minutes}) if as_json else url)


@user.command("list")
def list_users(
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, one array.")] = False,
) -> None:
    """List the users with their roles."""
    with database():
        set_up_django()
        from allaboard.foundation.access.queries import actor_of, users_with_roles

        rows: list[dict[str, Any]] = [
            {
                "email": one.email,
                "name": one.person.name if one.person else "",
                "roles": sorted(actor_of(one).roles),
                "is_active": one.is_active,
            }
            for one in users_with_roles().order_by("email").iterator(chunk_size=2_000)
        ]
    if as_json:
        print(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        roles = ", ".join(map(str, row["roles"])) or "no role"
        print(f"{row['email']:<40} {roles}{'' if row['is_active'] else '  (access ended)'}")


@user.command()
def disable(email: Email) -> None:
    """End someone's access: sign-in, sessions and tokens."""
    with database():
        set_up_django()
        from allaboard.foundation.access.facade import disable_user
        from allaboard.foundation.access.roles import SYSTEM

        try:
            disable_user(_user(email), by=SYSTEM)
        except RuleBroken as error:
            leave(str(error))
    print(f"Access of {email} has ended.")


@user.command("forget-second-step")
def forget_second_step(email: Email) -> None:
    """Take someone's authenticator app, recovery codes and passkeys away, when they have lost them all."""
    with database():
        set_up_django()
        from allaboard.foundation.access import facade
        from allaboard.foundation.access.roles import SYSTEM

        facade.forget_second_step(_user(email), by=SYSTEM)
    print(f"{email} signs in without a second step now. Next: ./allaboard user link {email}")


def _user(email: str) -> "User":
    from allaboard.foundation.access.models import User

    found = User.objects.filter(email=email.lower()).first()
    if found is None:
        leave(
            f"Nobody signs in as {email}.",
            f"see who does: ./allaboard user list; or let them: ./allaboard user add {email}",
        )
    return found


def _require_grantable(roles: list[str]) -> None:
    from allaboard.foundation.access.facade import GRANTABLE

    for name in roles:
        if name not in GRANTABLE:
            leave(f"No role called {name} can be granted.", f"choose from {', '.join(GRANTABLE)}.", code=2)
