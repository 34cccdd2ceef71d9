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


class Generation(TextChoices):
    SILENT = "silent", _("Silent generation")
    BOOMER = "boomer", _("Baby boomer")
    X = "x", _("Generation X")
    MILLENNIAL = "millennial", _("Millennial")
    Z = "z", _("Generation Z")
    ALPHA = "alpha", _("Generation Alpha")


class TenureBand(TextChoices):
    UNDER_1 = "under_1", _("Under 1 year")
    FROM_1 = "from_1", _("1 to 2 years")
    FROM_3 = "from_3", _("3 to 5 years")
    FROM_6 = "from_6", _("6 to 10 years")
    OVER_10 = "over_10", _("Over 10 years")


class ImportStatus(TextChoices):
    READING = "reading", _("Being read")
    UPLOADED = "uploaded", _("Columns to check")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Ready to import")
    RUNNING = "running", _("Running")
    DONE = "done", _("Imported")
    FAILED = "failed", _("Stopped")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


AT_WORK = (ImportStatus.READING, ImportStatus.CHECKING, ImportStatus.RUNNING, ImportStatus.UNDOING)
"""A worker is busy with the import."""

AT_REST = (ImportStatus.UPLOADED, ImportStatus.CHECKED, ImportStatus.FAILED)
"""Nobody is busy with the import, and it can still be changed, checked or thrown away."""
