"""The people a reader meets: each role has a name, a user and a link."""

from dataclasses import dataclass

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session

from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Person
from allaboard.project.sample.company import staff


@dataclass(frozen=True, slots=True)
class Part:
    """One member of the cast."""

    given_name: str
    family_name: str
    says: str  # the role as a reader would name it
    roles: tuple[Role, ...] = ()


CAST = (
    Part("Sam", "Okafor", "HR generalist", (Role.HR_GENERALIST,)),
    Part("Amara", "Nwosu", "HR leader", (Role.HR_LEADER,)),
    Part("Lena", "Vogt", "Communications", (Role.COMMUNICATIONS,)),
    Part("Tomas", "Lind", "Recruiter", (Role.RECRUITER,)),
    Part("Rosa", "Ortega", "Leader"),
    Part("Ben", "Adler", "Manager"),
    Part("Chidi", "Obi", "Employee (made for a phone)"),
    Part("Mei", "Tanaka", "Reviewer, Legal", (Role.REVIEWER,)),
    Part("Ines", "Duarte", "Benefits administrator", (Role.BENEFITS,)),
    Part("Priya", "Raman", "Concern handler", (Role.CONCERN_HANDLER,)),
    Part("Alex", "Morgan", "Administrator", (Role.ADMIN,)),
)


def members(people: int) -> dict[str, Person]:
    """Everybody whom a reader meets in a company of that size, by given name."""
    numbers = [staff.external_id(number) for number in staff.cast_numbers(people).values()]
    found = Person.objects.filter(external_id__in=numbers, is_sample=True)
    return {person.given_name: person for person in found}


def give_roles(people: int) -> None:
    """Make the cast's users and grants."""
    present = members(people)
    for part in CAST:
        person = present[part.given_name]
        user = User.objects.create_user(email=str(person.email), person=person)
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in part.roles)


def take_back() -> int:
    """Remove the users of the sample company's people, with their sessions, grants and tokens."""
    users = User.objects.filter(person__is_sample=True)
    keys = UserSession.objects.filter(user__in=users).values("session_key")
    ended, _of_each_kind = Session.objects.filter(session_key__in=keys).delete()
    return ended + users.delete()[0]
