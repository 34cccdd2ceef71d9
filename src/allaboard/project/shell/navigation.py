"""Where each role can go; people see a subset, never greyed items."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.roles import HR, TEAM, Actor, Role
from allaboard.foundation.delivery.facade import unread_count

TEAM_PLACES = [
    (_("Today"), "today:page", TEAM | {Role.ADMIN}, "sun"),
    (_("Initiatives"), "initiatives:list", TEAM, "target"),
    (_("Listen"), "listening:list", HR | {Role.COMMUNICATIONS}, "ear"),
    (_("Campaigns"), "campaigns:list", TEAM, "megaphone"),
    (_("People"), "people:list", TEAM | {Role.ADMIN}, "users"),
    (_("What changed"), "changes:list", TEAM, "check-check"),
    (_("Impact"), "today:impact", HR | {Role.COMMUNICATIONS}, "trending-up"),
]
EMPLOYEE_PLACES = [
    (_("Home"), "today:page", {Role.EMPLOYEE, Role.MANAGER, Role.REVIEWER}, "house"),
    (_("Reviews"), "campaigns:reviews", {Role.REVIEWER}, "clipboard-check"),
    (_("Have your say"), "listening:mine", {Role.EMPLOYEE}, "message-circle"),
    (_("My people"), "today:my_people", {Role.MANAGER}, "users"),
    (_("What changed"), "changes:list", {Role.EMPLOYEE}, "check-check"),
]
PEOPLE_PLACES = [
    (_("My people"), "today:my_people", {Role.MANAGER}, "users"),
    (_("People"), "people:list", TEAM | {Role.ADMIN, Role.MANAGER}, "users"),
    (_("Organisation"), "people:tree", TEAM | {Role.ADMIN, Role.MANAGER}, "network"),
    (_("Segments"), "segments:list", TEAM | {Role.MANAGER}, "funnel"),
    (_("Contacts"), "touchpoints:coverage", HR, "messages-square"),
    (_("Imports"), "people:imports", HR | {Role.ADMIN}, "upload"),
]
FROM_PEOPLE = ("people:list", "today:my_people")
FROM_ACCOUNT = ("/access/", "/account/", "/delivery/preferences/", "/audit/")


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the navigation."""

    label: str
    url: str
    icon: str
    current: bool
    count: int = 0


def navigation_for(actor: Actor, path: str) -> list[Place]:
    """The places the actor may enter, the current one marked."""
    places = TEAM_PLACES if actor.is_team or actor.has(Role.ADMIN) else EMPLOYEE_PLACES
    return [_place(label, name, icon, path) for label, name, roles, icon in places if actor.has(*roles)]


def places_beside(actor: Actor, path: str) -> list[Place]:
    """The pages of People that the actor may enter, on each of them; nothing on other pages, or beside none."""
    shown = [
        Place(str(label), reverse(name), icon, path == reverse(name))
        for label, name, roles, icon in PEOPLE_PLACES
        if actor.has(*roles)
    ]
    return shown if len(shown) > 1 and any(place.current for place in shown) else []


def account_places(actor: Actor, path: str) -> list[Place]:
    """The actor's own places: the inbox of whoever is in the directory, and the account."""
    inbox = [_place(_("Inbox"), "delivery:inbox", "inbox", path, unread_count(actor))]
    return [*(inbox if actor.person_id else []), _place(_("Account"), "access:account", "circle-user", path)]


def _place(label: object, name: str, icon: str, path: str, count: int = 0) -> Place:
    url = reverse(name)
    current = path == url or (url != "/" and path.startswith((url, *_beneath(name))))
    return Place(str(label), url, icon, current, count)


def _beneath(name: str) -> tuple[str, ...]:
    """Beginnings of further addresses that belong to a place."""
    if name in FROM_PEOPLE:
        return (*(reverse(each) for _label, each, _roles, _icon in PEOPLE_PLACES), "/contacts/people/")
    return FROM_ACCOUNT if name == "access:account" else ()
