"""The roles a person can hold, and the actor in whose name everything is asked and done."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    HR_GENERALIST = "hr_generalist", _("HR generalist")
    HR_LEADER = "hr_leader", _("HR leader")
    COMMUNICATIONS = "communications", _("Communications")
    RECRUITER = "recruiter", _("Recruiter")
    MANAGER = "manager", _("Leader or manager")
    EMPLOYEE = "employee", _("Employee")
    REVIEWER = "reviewer", _("Reviewer")
    BENEFITS = "benefits", _("Benefits administrator")
    CONCERN_HANDLER = "concern_handler", _("Concern handler")
    ADMIN = "admin", _("Administrator")


HR = frozenset({Role.HR_GENERALIST, Role.HR_LEADER})
TEAM = HR | {Role.COMMUNICATIONS, Role.RECRUITER}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks or acts: a person with roles, a service token, or the system itself."""

    person_id: int | None = None
    name: str = ""
    roles: frozenset[str] = field(default_factory=frozenset)
    scopes: frozenset[str] | None = None  # None: everything the roles allow; a set: a token's narrower rights
    user_id: int | None = None
    token_id: int | None = None  # of the token through which a program calls

    def has(self, *roles: str) -> bool:
        """Whether the actor holds any of the roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_hr(self) -> bool:
        """Whether the actor works in HR."""
        return not self.roles.isdisjoint(HR)

    @property
    def is_system(self) -> bool:
        """Whether the product itself acts: by the clock, in a job, or from the command line."""
        return "system" in self.roles

    @property
    def acts_for_hr(self) -> bool:
        """Whether the actor may do what HR may: HR itself, or the product on its behalf."""
        return self.is_hr or self.is_system

    @property
    def is_team(self) -> bool:
        """Whether the actor uses the team's pages: HR, communications and recruiting."""
        return not self.roles.isdisjoint(TEAM)


NOBODY = Actor()
SYSTEM = Actor(name="Allaboard", roles=frozenset({"system"}))
