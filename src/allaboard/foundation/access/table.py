"""The list of users: who holds which role, and whose access has ended."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from allaboard.foundation.access import queries
from allaboard.foundation.access.forms import ROLE_CHOICES
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Role
from allaboard.ui.columns import Column
from allaboard.ui.tables import SEARCH, BulkAction, Filter, Table, action_on_chosen

ENDED, DIFFERS = "ended", "differs"


def users_table(request: ActorRequest) -> Table:
    """Users who hold a role or whose access has ended; a search finds everyone else."""
    of_whom = queries.users_visible_to if request.GET.get(SEARCH) else queries.users_to_manage
    return Table(
        columns=_columns(),
        file_columns=_file_columns,
        filters=[
            Filter("role", _("Role"), lambda found, role: found.filter(grants__role=role), ROLE_CHOICES),
            Filter("access", _("Access"), _with_access, [(ENDED, _("Ended"))]),
            Filter("email", _("E-mail"), _with_email, [(DIFFERS, _("Not that of the directory"))]),
        ],
        bulk_actions=_bulk_actions(request),
        queryset=of_whom(request.actor),
        request=request,
        default_sort="email",
        search=queries.users_called,
        name="users",
        caption=_("Users and roles"),
        empty=(_("Nobody holds a role yet."), "", ""),
        goes_along=("colleagues-found",),
    )


def _columns() -> list[Column]:
    return [
        Column("user", _("User"), _name, sort="email", kind="person", url=_page_of, detail=_email),
        Column("roles", _("Roles"), _roles),
        Column("access", _("Access"), _access, sort="is_active", kind="badge", tone=_tone),
    ]


def _file_columns() -> list[Column]:
    return [
        Column("name", _("Name"), _name),
        Column("email", _("E-mail")),
        Column("roles", _("Roles"), _roles),
        Column("access", _("Access"), _access),
    ]


def _name(user: User) -> str:
    return user.person.name if user.person else user.email


def _email(user: User) -> str:
    if not user.has_address:
        return _("No e-mail to sign in with")
    return user.email if user.person else ""


def _page_of(user: User) -> str:
    return reverse("access:user", args=[user.pk])


def _roles(user: User) -> str:
    """The roles that were granted, in words."""
    return ", ".join(str(Role(role).label) for role in sorted(user.granted))  # type: ignore[attr-defined]  # annotated


def _access(user: User) -> str:
    return _("May sign in") if user.is_active else _("Ended")


def _tone(user: User) -> str:
    return "" if user.is_active else "bad"


def _with_access(users: QuerySet[User], _wanted: str) -> QuerySet[User]:
    return users.filter(is_active=False)


def _with_email(users: QuerySet[User], _wanted: str) -> QuerySet[User]:
    return users.filter(pk__in=queries.users_with_another_email().values("pk"))


def _bulk_actions(request: ActorRequest) -> list[BulkAction]:
    role = action_on_chosen(request, "set_role", _("Give or take a role"), reverse("access:set_role"))
    end = action_on_chosen(request, "end_access", _("End access"), reverse("access:end_access"), "danger")
    if not request.GET.get("email"):
        return [role, end]
    said = _("Use the e-mail of the directory")
    return [role, action_on_chosen(request, "take_emails", said, reverse("access:take_emails")), end]
