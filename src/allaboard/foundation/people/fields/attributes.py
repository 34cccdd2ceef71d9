"""The catalogue of what the directory knows of a person, and which groups of readers may know it."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.people.choices import EmploymentStatus, EmploymentType, Generation, UserType

IDENTITY, EMPLOYMENT, ORGANISATION, PLACE = "identity", "employment", "organisation", "place"
CARD, WORK, FULL = "card", "work", "full"


@dataclass(frozen=True, slots=True)
class Attribute:
    """One field of a person: how it is called, what it holds, where it is shown and at which level it may be read."""

    field: str
    label: str | Promise
    kind: str  # text | date | number | choice | person
    section: str
    level: str
    choices: type[TextChoices] | None = None


ATTRIBUTES = (
    Attribute("given_name", _("Given name"), "text", IDENTITY, CARD),
    Attribute("middle_name", _("Middle name"), "text", IDENTITY, CARD),
    Attribute("family_name", _("Family name"), "text", IDENTITY, CARD),
    Attribute("preferred_name", _("Preferred name"), "text", IDENTITY, CARD),
    Attribute("formatted_name", _("Full name"), "text", IDENTITY, CARD),
    Attribute("email", _("E-mail"), "text", IDENTITY, CARD),
    Attribute("external_id", _("Id"), "text", IDENTITY, WORK),
    Attribute("employee_number", _("Employee number"), "text", IDENTITY, WORK),
    Attribute("user_name", _("User name"), "text", IDENTITY, WORK),
    Attribute("phone_number", _("Phone"), "text", IDENTITY, WORK),
    Attribute("title", _("Job title"), "text", EMPLOYMENT, CARD),
    Attribute("user_type", _("Kind of worker"), "choice", EMPLOYMENT, WORK, UserType),
    Attribute("employment_type", _("Employment type"), "choice", EMPLOYMENT, WORK, EmploymentType),
    Attribute("employment_status", _("Status"), "choice", EMPLOYMENT, WORK, EmploymentStatus),
    Attribute("job_code", _("Job code"), "text", EMPLOYMENT, WORK),
    Attribute("job_level", _("Job level"), "number", EMPLOYMENT, WORK),
    Attribute("hire_date", _("Hired on"), "date", EMPLOYMENT, WORK),
    Attribute("start_date", _("Started on"), "date", EMPLOYMENT, WORK),
    Attribute("latest_rehire_date", _("Rehired on"), "date", EMPLOYMENT, WORK),
    Attribute("termination_date", _("Left on"), "date", EMPLOYMENT, WORK),
    Attribute("organization", _("Organisation"), "text", ORGANISATION, CARD),
    Attribute("division", _("Division"), "text", ORGANISATION, CARD),
    Attribute("department", _("Department"), "text", ORGANISATION, CARD),
    Attribute("team", _("Team"), "text", ORGANISATION, CARD),
    Attribute("cost_center", _("Cost centre"), "text", ORGANISATION, WORK),
    Attribute("manager", _("Manager"), "person", ORGANISATION, CARD),
    Attribute("hr_partner", _("HR partner"), "person", ORGANISATION, CARD),
    Attribute("work_location", _("Location"), "text", PLACE, CARD),
    Attribute("country", _("Country"), "text", PLACE, CARD),
    Attribute("region", _("Region"), "text", PLACE, CARD),
    Attribute("locality", _("Town"), "text", PLACE, CARD),
    Attribute("shift", _("Shift"), "text", PLACE, WORK),
    Attribute("timezone", _("Time zone"), "text", PLACE, CARD),
    Attribute("locale", _("Locale"), "text", PLACE, CARD),
    Attribute("preferred_language", _("Language"), "text", PLACE, CARD),
    Attribute("generation", _("Generation"), "choice", IDENTITY, FULL, Generation),
)
BY_FIELD = {attribute.field: attribute for attribute in ATTRIBUTES}

SECTIONS = {
    IDENTITY: _("Identity"),
    EMPLOYMENT: _("Employment"),
    ORGANISATION: _("Organisation"),
    PLACE: _("Place and language"),
}

PROTECTED = {
    "birth_date": _("Birth date"),
    "gender": _("Gender"),
    "marital_status": _("Marital status"),
    "nationality": _("Nationality"),
    "ethnicity": _("Ethnicity"),
    "religion": _("Religion"),
    "disability": _("Disability"),
}
"""What the law protects; kept encrypted and apart, and only when somebody chooses to keep it."""

GROUP_FIELDS = (
    ("department", _("Department")),
    ("division", _("Division")),
    ("work_location", _("Location")),
    ("country", _("Country")),
    ("shift", _("Shift")),
    ("job_level", _("Job level")),
    ("team", _("Team")),
    ("tenure_band", _("Time here")),
    ("generation", _("Generation")),
)
"""Attributes by which results may be shown in groups."""
