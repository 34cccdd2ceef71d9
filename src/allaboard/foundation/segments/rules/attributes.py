"""The catalogue of what a rule may ask about, under the names people use."""

from dataclasses import dataclass
from difflib import get_close_matches

from django.db.models import TextChoices

from allaboard.foundation.people.choices import EmploymentStatus, EmploymentType, Generation, UserType
from allaboard.foundation.segments.choices import Kind
from allaboard.foundation.segments.rules.tree import LISTS, NEAR, ORDERED, VALUELESS, Operator
from allaboard.words import gettext as _

CUSTOM = "custom."
UNDER = "under"


@dataclass(frozen=True, slots=True)
class Attribute:
    """Something known of a person: its key in rules, the field behind it, its kind and its other names."""

    key: str
    field: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    choices: type[TextChoices] | None = None


_EQUAL = (Operator.IS, Operator.IS_NOT)
_WORDS = (Operator.CONTAINS, Operator.STARTS_WITH)

OPERATORS: dict[Kind, tuple[Operator, ...]] = {
    Kind.TEXT: _EQUAL + LISTS + _WORDS + VALUELESS,
    Kind.CHOICE: _EQUAL + LISTS + VALUELESS,
    Kind.NUMBER: _EQUAL + ORDERED + LISTS + VALUELESS,
    Kind.DATE: ORDERED + _EQUAL + NEAR + VALUELESS,
    Kind.DURATION: ORDERED + _EQUAL + VALUELESS,
    Kind.PERSON: _EQUAL + LISTS + VALUELESS,
    Kind.FLAG: _EQUAL,
    Kind.CUSTOM: _EQUAL + ORDERED + LISTS + _WORDS + VALUELESS,
    Kind.SUBTREE: (Operator.UNDER,),
}

ATTRIBUTES = (
    Attribute("department", "department", Kind.TEXT, ("dept",)),
    Attribute("division", "division", Kind.TEXT),
    Attribute("organisation", "organization", Kind.TEXT, ("organization", "company")),
    Attribute("team", "team", Kind.TEXT),
    Attribute("location", "work_location", Kind.TEXT, ("work location", "site", "office")),
    Attribute("country", "country", Kind.TEXT),
    Attribute("region", "region", Kind.TEXT),
    Attribute("town", "locality", Kind.TEXT, ("city", "locality")),
    Attribute("shift", "shift", Kind.TEXT),
    Attribute("tenure", "start_date", Kind.DURATION, ("time here", "length of service")),
    Attribute("generation", "generation", Kind.CHOICE, choices=Generation),
    Attribute("job title", "title", Kind.TEXT, ("title", "job")),
    Attribute("job level", "job_level", Kind.NUMBER, ("level", "grade")),
    Attribute("job code", "job_code", Kind.TEXT),
    Attribute("status", "employment_status", Kind.CHOICE, ("employment status",), EmploymentStatus),
    Attribute("kind of worker", "user_type", Kind.CHOICE, ("worker", "user type", "worker type"), UserType),
    Attribute("employment type", "employment_type", Kind.CHOICE, ("contract",), EmploymentType),
    Attribute("works here", "active", Kind.FLAG, ("active",)),
    Attribute("cost centre", "cost_center", Kind.TEXT, ("cost center",)),
    Attribute("manager", "manager", Kind.PERSON, ("reports to",)),
    Attribute("hr partner", "hr_partner", Kind.PERSON, ("hrbp", "people partner")),
    Attribute(UNDER, "manager_path", Kind.SUBTREE),
    Attribute("hired", "hire_date", Kind.DATE, ("hire date", "hired on", "joined")),
    Attribute("started", "start_date", Kind.DATE, ("start date", "started on")),
    Attribute("rehired", "latest_rehire_date", Kind.DATE, ("rehired on", "latest rehire date")),
    Attribute("left", "termination_date", Kind.DATE, ("left on", "termination date", "end date")),
    Attribute("language", "preferred_language", Kind.TEXT, ("preferred language",)),
    Attribute("locale", "locale", Kind.TEXT),
    Attribute("time zone", "timezone", Kind.TEXT, ("timezone",)),
    Attribute("first name", "given_name", Kind.TEXT, ("given name",)),
    Attribute("middle name", "middle_name", Kind.TEXT),
    Attribute("last name", "family_name", Kind.TEXT, ("family name", "surname")),
    Attribute("preferred name", "preferred_name", Kind.TEXT),
    Attribute("full name", "formatted_name", Kind.TEXT, ("name", "formatted name")),
    Attribute("e-mail", "email", Kind.TEXT, ("email", "mail")),
    Attribute("user name", "user_name", Kind.TEXT, ("username",)),
    Attribute("phone", "phone_number", Kind.TEXT, ("phone number",)),
    Attribute("employee number", "employee_number", Kind.TEXT, ("personnel number",)),
    Attribute("external id", "external_id", Kind.TEXT, ("id",)),
    Attribute("sample", "is_sample", Kind.FLAG, ("is sample",)),
)
BY_KEY = {attribute.key: attribute for attribute in ATTRIBUTES}
BY_NAME = {
    name: each for each in ATTRIBUTES for name in (each.key, *each.aliases, each.field.replace("_", " "))
}
BY_NAME |= BY_KEY  # a field that serves two attributes must not shadow a key
LONGEST_NAME = max(name.count(" ") + 1 for name in BY_NAME)


def attribute_of(key: str) -> Attribute:
    """The attribute behind a key; any `custom.<name>` is one."""
    if key.startswith(CUSTOM):
        return Attribute(key, key.removeprefix(CUSTOM), Kind.CUSTOM)
    return BY_KEY[key]


def guess(word: str, known: list[str]) -> str:
    """A hint with the closest known word, or nothing."""
    folded = {each.casefold(): each for each in known}
    close = get_close_matches(word.casefold(), folded, n=1, cutoff=0.7)
    return _("Did you mean “%(word)s”?") % {"word": folded[close[0]]} if close else ""


def choice_named(choices: type[TextChoices], text: str) -> str | None:
    """The stored value of a choice called by its value or its label, in the singular or the plural."""
    wanted = _folded(text)
    for value, label in choices.choices:
        if wanted in (_folded(value), _folded(str(label))):
            return str(value)
    return None


def _folded(text: str) -> str:
    return text.casefold().replace("_", " ").replace("-", " ").strip().removesuffix("s")
