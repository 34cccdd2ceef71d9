"""The people a reader meets: each role has a name, a user and a link."""

from collections.abc import Collection
from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Person
from allaboard.project.sample.company import seats
from allaboard.project.sample.company.seats import STAND_INS, Layout, layout_of, stand_in
from allaboard.project.sample.company.staff import external_id
from allaboard.project.sample.planted import LeftOut


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the cast."""

    given_name: str
    family_name: str
    says: str  # the role as a reader would name it
    roles: tuple[Role, ...] = ()
    leads: bool = False  # nobody plays it to whom nobody reports


CAST = (
    Part("Sam", "Okafor", "HR generalist", (Role.HR_GENERALIST,)),
    Part("Amara", "Nwosu", "HR leader", (Role.HR_LEADER,)),
    Part("Lena", "Vogt", "Communications", (Role.COMMUNICATIONS,)),
    Part("Tomas", "Lind", "Recruiter", (Role.RECRUITER,)),
    Part("Rosa", "Ortega", "Leader"),
    Part("Ben", "Adler", "Manager", leads=True),
    Part("Chidi", "Obi", "Employee (made for a phone)"),
    Part("Mei", "Tanaka", "Reviewer, Legal", (Role.REVIEWER,)),
    Part("Ines", "Duarte", "Benefits administrator", (Role.BENEFITS,)),
    Part("Priya", "Raman", "Concern handler", (Role.CONCERN_HANDLER,)),
    Part("Alex", "Morgan", "Administrator", (Role.ADMIN,)),
)


NAMES = (*seats.CAST.values(), seats.CHIEF)


def players(people: int) -> dict[str, Person]:
    """Who does what in a company of that size, by the given name of whoever does it in a large one.

    In a small company one person may stand in for several; whom nobody stands in for is missing.
    """
    layout = layout_of(people)
    here = _people_of(layout)
    names = {name: stand_in(name, here) for name in [*here, *STAND_INS]}
    return {name: here[found] for name, found in names.items() if found}


def parts_among(here: Collection[str], leading: Collection[str]) -> dict[str, list[Part]]:
    """Who plays which parts, by given name, in the order in which a reader meets them.

    Args:
        here: the members of the cast who are there.
        leading: those of them to whom somebody reports.
    """
    found: dict[str, list[Part]] = {}
    for part in CAST:
        if name := stand_in(part.given_name, leading if part.leads else here):
            found.setdefault(name, []).append(part)
    return found


def missing(people: int) -> list[LeftOut]:
    """The parts that somebody else plays, or nobody, as the company is too small."""
    layout = layout_of(people)
    played = parts_among(layout.numbers, layout.leading)
    players = {part: name for name, parts in played.items() for part in parts}
    return [
        LeftOut(
            f"{part.given_name}, {part.says}",
            f"{players[part]} stands in" if part in players else "there is no seat for it",
        )
        for part in CAST
        if players.get(part) != part.given_name
    ]


def _people_of(layout: Layout) -> dict[str, Person]:
    """The members of the cast who are there, by given name."""
    numbers = {external_id(number): name for name, number in layout.numbers.items()}
    found = Person.objects.filter(external_id__in=numbers, is_sample=True)
    return {numbers[str(person.external_id)]: person for person in found}


def give_roles(people: int) -> None:
    """Make the cast's users and grants."""
    layout = layout_of(people)
    here = _people_of(layout)
    for name, parts in parts_among(here, layout.leading).items():
        user = User.objects.create_user(email=str(here[name].email), person=here[name])
        roles = dict.fromkeys(role for part in parts for role in part.roles)
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)


def users_with_parts() -> list[tuple[User, list[Part]]]:
    """The users of the cast that are there now, each with the parts whose roles they still have."""
    users = User.objects.filter(person__is_sample=True).select_related("person").prefetch_related("grants")
    by_name = {str(user.person): user for user in users}
    here = {given: by_name[full] for given, family in NAMES if (full := f"{given} {family}") in by_name}
    reports = Person.objects.filter(active=True, manager__in=[user.person_id for user in here.values()])
    leads = set(reports.values_list("manager_id", flat=True).distinct())
    played = parts_among(here, {given for given, user in here.items() if user.person_id in leads})
    kept = {given: [part for part in parts if _has(here[given], part)] for given, parts in played.items()}
    return [(here[given], parts) for given, parts in kept.items() if parts]


def _has(user: User, part: Part) -> bool:
    return {grant.role for grant in user.grants.all()} >= set(part.roles)


def take_back() -> int:
    """Remove the users of the sample company's people, with their sessions, grants and tokens."""
    users = User.objects.filter(person__is_sample=True)
    keys = UserSession.objects.filter(user__in=users).values("session_key")
    ended, _of_each_kind = Session.objects.filter(session_key__in=keys).delete()
    return ended + users.delete()[0]
