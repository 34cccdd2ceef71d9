"""Where the facts about a person stand: in today's directory, or in the version of a day."""

from datetime import date
from typing import Protocol

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Expression, F, Q, QuerySet, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast
from django.db.models.lookups import Exact, In

from allaboard.foundation.people.choices import PRESENT
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments.compiler.custom import text_of
from allaboard.foundation.segments.compiler.expressions import BelowOnDay, as_number

Source = Expression | F


class Facts(Protocol):
    """How the fields of a person are reached."""

    today: date

    def text(self, field: str) -> Source: ...
    def number(self, field: str) -> Source: ...
    def custom(self, name: str) -> Source: ...
    def person(self, field: str) -> Source: ...
    def flag(self, field: str) -> Q: ...
    def day(self, value: date) -> date | str: ...
    def under(self, managers: QuerySet[Person]) -> Q: ...
    def present(self) -> Q: ...


class FactsToday:
    """Conditions on Person."""

    def __init__(self, today: date) -> None:
        self.today = today

    def text(self, field: str) -> Source:
        return F(field)

    def number(self, field: str) -> Source:
        return F(field)

    def custom(self, name: str) -> Source:
        return text_of(name, "custom_fields")

    def person(self, field: str) -> Source:
        return F(f"{field}_id")

    def flag(self, field: str) -> Q:
        return Q(Exact(F(field), Value(True)))

    def day(self, value: date) -> date | str:
        return value

    def under(self, managers: QuerySet[Person]) -> Q:
        return Q(manager_path__overlap=ArraySubquery(managers.values("pk")))

    def present(self) -> Q:
        return Q(active=True, employment_status__in=PRESENT)


class FactsOfDay:
    """Conditions on PersonVersion, whose attributes stand in one JSON field and whose days are ISO texts."""

    def __init__(self, today: date) -> None:
        self.today = today

    def text(self, field: str) -> Source:
        return KeyTextTransform(field, "attributes")

    def number(self, field: str) -> Source:
        return as_number(self.text(field))

    def custom(self, name: str) -> Source:
        return text_of(name, KeyTransform("custom_fields", "attributes"))

    def person(self, field: str) -> Source:
        return Cast(self.text(f"{field}_id"), BigIntegerField())

    def flag(self, field: str) -> Q:
        if field == "active":
            return Q(Exact(self.text("active"), Value("true")))
        return Q(Exact(F(f"person__{field}"), Value(True)))

    def day(self, value: date) -> date | str:
        return value.isoformat()

    def under(self, managers: QuerySet[Person]) -> Q:
        return Q(In(F("person_id"), BelowOnDay(ArraySubquery(managers.values("pk")), Value(self.today))))

    def present(self) -> Q:
        return self.flag("active") & Q(
            In(self.text("employment_status"), [str(status) for status in PRESENT])
        )
