"""What is stored of a person, in words of the reader's language."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language_info

from allaboard.foundation.people.choices import TenureBand
from allaboard.foundation.people.fields.attributes import BY_FIELD
from allaboard.foundation.people.fields.countries import country_name

LANGUAGE_FIELDS = ("locale", "preferred_language")
CODED_FIELDS = ("country", *LANGUAGE_FIELDS)  # read by name, written, searched and exported by code
CHOICES = {field: known.choices for field, known in BY_FIELD.items() if known.choices} | {
    "tenure_band": TenureBand
}
TOGETHER = " + "


def in_words(field: str, value: object) -> str:
    """A stored value as people read it; one without words of its own as it is, none as nothing."""
    if value in (None, ""):
        return ""
    if field == "country":
        return country_name(str(value))
    if field in LANGUAGE_FIELDS:
        return _language(str(value))
    if field in CHOICES:
        return str(dict(CHOICES[field].choices).get(str(value), value))
    if field in BY_FIELD and BY_FIELD[field].kind == "date":
        return date_format(value if isinstance(value, date) else date.fromisoformat(str(value)))
    return str(value)


def group_in_words(field: str, label: str, said: Mapping[str, str] | None = None) -> str:
    """The name of a group of results, which may stand for several values joined by a plus, as people read it.

    Words that are no values of the field, such as the one for those without any, come in `said` with their translation.
    """
    known = said or {}
    return TOGETHER.join(known.get(value) or in_words(field, value) for value in label.split(TOGETHER))


def _language(code: str) -> str:
    try:
        return str(get_language_info(code.replace("_", "-"))["name_translated"])
    except KeyError:
        return code
