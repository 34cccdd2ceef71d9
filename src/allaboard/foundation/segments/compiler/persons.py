"""Finds the people a rule names by #id, e-mail or name."""

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat, Trim

from allaboard.foundation.people.models import Person

LARGEST_ID = 2**63 - 1


def people_called(text: str) -> QuerySet[Person]:
    """Everyone whom the text names: one by #id or e-mail, all who share a name."""
    text = text.strip()
    number = text.removeprefix("#")
    if text.startswith("#") and number.isascii() and number.isdigit():
        return Person.objects.filter(pk=int(number)) if int(number) <= LARGEST_ID else Person.objects.none()
    if "@" in text:
        return Person.objects.filter(email__iexact=text)
    return Person.objects.alias(
        usual_name=Trim(Concat(F("given_name"), Value(" "), F("family_name"))),
        called_name=Trim(Concat(F("preferred_name"), Value(" "), F("family_name"))),
    ).filter(
        Q(formatted_name__iexact=text)
        | Q(usual_name__iexact=text)
        | Q(called_name__iexact=text, preferred_name__gt="")
    )
