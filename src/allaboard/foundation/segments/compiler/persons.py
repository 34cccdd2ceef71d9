"""Finds the people a rule names by #id, e-mail or name."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat, Trim, Upper

from allaboard.foundation.people.models import Person

LARGEST_ID = 2**63 - 1
NUMBER = re.compile(r"#[0-9]{1,30}")
USUAL_NAME = Trim(Concat(F("given_name"), Value(" "), F("family_name")))
CALLED_NAME = Trim(Concat(F("preferred_name"), Value(" "), F("family_name")))


def people_called(text: str) -> QuerySet[Person]:
    """Everyone whom the text names: one by #id or e-mail, all who share a name."""
    text = text.strip()
    if NUMBER.fullmatch(text):
        return Person.objects.filter(pk__in=_ids([text]))
    if "@" in text:
        return Person.objects.filter(email__iexact=text)
    return Person.objects.alias(usual_name=USUAL_NAME, called_name=CALLED_NAME).filter(
        Q(formatted_name__iexact=text)
        | Q(usual_name__iexact=text)
        | Q(called_name__iexact=text, preferred_name__gt="")
    )


def how_many_are_called(people: QuerySet[Person], texts: Iterable[str]) -> dict[str, int]:
    """How many of the people each of the texts names, in the same few questions for any number of texts."""
    wanted = {text: text.strip() for text in texts}
    numbers = [text for text in wanted.values() if NUMBER.fullmatch(text)]
    emails = [text for text in wanted.values() if "@" in text and text not in numbers]
    names = set(wanted.values()) - set(numbers) - set(emails)
    found = Counter(f"#{pk}" for pk in people.filter(pk__in=_ids(numbers)).values_list("pk", flat=True))
    mailed = people.alias(upper=Upper("email")).filter(upper__in=_upper(emails))
    found.update(str(email).upper() for email in mailed.values_list("email", flat=True))
    found.update(_called(people, names))
    return {text: found[_as_found(each)] for text, each in wanted.items()}


def _called(people: QuerySet[Person], names: Collection[str]) -> Iterator[str]:
    """The names, in capitals, of everybody who has one of them; whoever has several counts for each."""
    asked = _upper(names)
    known = people.alias(
        formatted=Upper("formatted_name"), usual=Upper(USUAL_NAME), called=Upper(CALLED_NAME)
    )
    known = known.filter(
        Q(formatted__in=asked) | Q(usual__in=asked) | Q(called__in=asked, preferred_name__gt="")
    )
    for formatted, given, preferred, family in known.values_list(
        "formatted_name", "given_name", "preferred_name", "family_name"
    ):
        called = f"{preferred} {family}" if preferred else ""
        yield from {name.strip().upper() for name in (formatted, f"{given} {family}", called)}


def _ids(texts: Iterable[str]) -> list[int]:
    return [pk for text in texts if (pk := int(text.removeprefix("#"))) <= LARGEST_ID]


def _upper(texts: Iterable[str]) -> list[Upper]:
    """In the database's own capitals, as an index may hold them."""
    return [Upper(Value(text)) for text in texts]


def _as_found(text: str) -> str:
    return f"#{int(text.removeprefix('#'))}" if NUMBER.fullmatch(text) else text.upper()
