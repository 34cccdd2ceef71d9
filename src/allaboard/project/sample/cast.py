"""The people a reader meets: each role has a name, a user and a link."""

from dataclasses import dataclass

from django.db.models import Q

from allaboard.foundation.access.models import RoleGrant, User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Person
from allaboard.project.sample import company


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
    Part("Chidi", "Obi", "Employee (open it on a phone)"),
    Part("Mei", "Tanaka", "Reviewer, Legal", (Role.REVIEWER,)),
    Part("Ines", "Duarte", "Benefits administrator", (Role.BENEFITS,)),
    Part("Priya", "Raman", "Concern handler", (Role.CONCERN_HANDLER,)),
    Part("Alex", "Morgan", "Administrator", (Role.ADMIN,)),
)


def give_roles() -> dict[str, Person]:
    """Make the cast's users and grants; everybody a reader meets, by given name."""
    names = Q(pk__in=[])
    for given_name, family_name in company.CAST.values():
        names |= Q(given_name=given_name, family_name=family_name)
    people = {person.name: person for person in Person.objects.filter(names, is_sample=True, active=True)}
    for part in CAST:
        person = people[f"{part.given_name} {part.family_name}"]
        user = User.objects.create_user(email=str(person.email), person=person)
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in part.roles)
    return {person.given_name: person for person in people.values()}


def take_back() -> int:
    """Remove the users of the sample company's people, with their sessions' owners, grants and tokens."""
    return User.objects.filter(person__is_sample=True).delete()[0]
