"""The directory's words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UserType(TextChoices):
    EMPLOYEE = "employee", _("Employee")
    CONTRACTOR = "contractor", _("Contractor")
    INTERN = "intern", _("Intern")
    TEMPORARY = "temp", _("Temporary")


class EmploymentType(TextChoices):
    FULL_TIME = "full_time", _("Full time")
    PART_TIME = "part_time", _("Part time")
    INTERN = "intern", _("Intern")
    TEMPORARY = "temp", _("Temporary")
    SEASONAL = "seasonal", _("Seasonal")
    INDIVIDUAL_CONTRACTOR = "individual_contractor", _("Contractor")


class EmploymentStatus(TextChoices):
    ACTIVE = "active", _("Active")
    LEAVE = "leave", _("On leave")
    ONBOARDING = "onboarding", _("Starting")
    PREHIRE = "prehire", _("Hired, not started")
    RETIRED = "retired", _("Retired")
    TERMINATED = "terminated", _("Left")
    DECEASED = "deceased", _("Deceased")


PRESENT = (EmploymentStatus.ACTIVE, EmploymentStatus.LEAVE, EmploymentStatus.ONBOARDING)
