"""One object of each kind, so that every address of the product can be opened."""

import tomllib
from datetime import date, datetime
from itertools import count
from pathlib import Path

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.files.base import ContentFile
from django.db import models
from django.utils import timezone
from tests.conftest import grant, make_person

from allaboard.foundation.access.models import User
from allaboard.foundation.access.roles import Role
from allaboard.foundation.people.models import Person

REGISTER = tomllib.loads((Path(__file__).parent / "objects.toml").read_text())
GRANTED = {
    "reviewer": [Role.REVIEWER],
    "recruiter": [Role.RECRUITER],
    "communications": [Role.COMMUNICATIONS],
    "benefits": [Role.BENEFITS],
    "hr_generalist": [Role.HR_GENERALIST],
    "hr_leader": [Role.HR_LEADER],
    "concern_handler": [Role.CONCERN_HANDLER],
    "admin": [Role.ADMIN],
}
OWNERS = ("user", "person", "owner")  # filled with the employee, even where they may stay empty
_numbers = count(1)
PLAIN: dict[type[models.Field], object] = {
    models.JSONField: {},
    models.DateTimeField: datetime(2026, 1, 5, 9, tzinfo=timezone.get_fixed_timezone(0)),
    models.DateField: date(2026, 1, 5),
    models.BooleanField: False,
    models.FloatField: 1.0,
    models.DecimalField: 1,
    models.BinaryField: b"x",
    ArrayField: [],
}


class World:
    """The people of every role, and one object of each kind; what can have an owner is the employee's."""

    def __init__(self) -> None:
        self.manager = make_person("Ben")
        self.employee = make_person("Chidi", manager=self.manager, manager_path=[self.manager.pk])
        self.dina = User.objects.create_user(email="dina@example.test")
        self.made: dict[str, models.Model] = {
            "people.Person": self.employee,
            "access.User": self.employee.user,
        }
        self.users: dict[str, User | None] = {
            "anonymous": None,
            "dina": self.dina,
            "employee": self.employee.user,
            "manager": self.manager.user,
            **{name: grant(make_person(name.title()), *roles).user for name, roles in GRANTED.items()},
        }

    def give_to(self, owner: Person) -> None:
        """Let what is made from now on be this person's."""
        self.employee = owner
        self.made = {"people.Person": owner, "access.User": owner.user}

    def arguments(self, route: str, names: list[str]) -> dict[str, object]:
        """A value for each argument of the route, from objects.toml: `route prefix = model`, `#name` for one argument.

        Raises:
            LookupError: objects.toml has no line for the route.
        """
        return {name: self._argument(route, name) for name in names}

    def label_of(self, route: str, name: str) -> str:
        """The model that stands for an argument of the route; empty where a plain value does."""
        chosen = line_for(route, name)
        return chosen.partition(":")[0] if "." in chosen else ""

    def models_named(self) -> set[str]:
        """Every model of objects.toml."""
        return {value for value in REGISTER["routes"].values() if "." in value}

    def _argument(self, route: str, name: str) -> object:
        chosen = line_for(route, name)
        if "." not in chosen:
            return chosen
        label, _, field = chosen.partition(":")
        return getattr(self.one(label), field or "pk")

    def one(self, label: str) -> models.Model:
        """The world's object of the model, made with the least that the database accepts."""
        if label not in self.made:
            self.made[label] = self.another(label)
        return self.made[label]

    def another(self, label: str) -> models.Model:
        """One more object of the model, which stands for nothing."""
        model = apps.get_model(label)
        given = REGISTER.get("fields", {}).get(label, {})
        return model._default_manager.create(**{**self._least(model, set(given)), **given})

    def _least(self, model: type[models.Model], given: set[str]) -> dict[str, object]:
        return {
            field.name: self._value(field)
            for field in model._meta.concrete_fields
            if field.name not in given and not self._may_stay_out(field)
        }

    def _may_stay_out(self, field: models.Field) -> bool:
        if isinstance(field, models.AutoField) or getattr(field, "auto_now_add", False):
            return True
        return field.name not in OWNERS and (field.has_default() or field.null or field.blank)

    def _value(self, field: models.Field) -> object:
        if isinstance(field, models.ForeignKey):
            return self.one(field.related_model._meta.label)
        if field.name == "user_id":  # an owner kept as a number
            return self.employee.user.pk
        if field.choices:
            return next(value for value, _ in field.flatchoices)
        if isinstance(field, models.FileField):
            return ContentFile(b"x", name="x.txt")
        for kind, value in PLAIN.items():
            if isinstance(field, kind):
                return value
        if isinstance(field, models.IntegerField):
            return 1
        return f"x{next(_numbers)}" if field.unique else "x"


def line_for(route: str, name: str) -> str:
    """What objects.toml says of an argument of the route: `app.Model`, `app.Model:field` or a value.

    Raises:
        LookupError: objects.toml has no line for the route.
    """
    places = [place for place in REGISTER["routes"] if f"{route}#{name}".startswith(place)]
    places += [place for place in REGISTER["routes"] if "#" in place and _fits(place, route, name)]
    if not places:
        raise LookupError(
            f'{route}: add `"{route}" = "app.Model"` for <{name}> to tests/architecture/objects.toml'
        )
    return str(REGISTER["routes"][max(places, key=lambda place: ("#" in place, len(place)))])


def _fits(place: str, route: str, name: str) -> bool:
    prefix, _, argument = place.partition("#")
    return route.startswith(prefix) and argument == name
