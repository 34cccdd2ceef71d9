"""A person as one actor may see them, today or on another day; page and API show nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people import queries
from allaboard.foundation.people.fields.attributes import ATTRIBUTES, BY_FIELD, SECTIONS, Attribute
from allaboard.foundation.people.fields.wording import in_words
from allaboard.foundation.people.models import Person, PersonVersion
from allaboard.foundation.people.permissions import readable_fields

LINES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One attribute with its value in words."""

    label: str | Promise
    value: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that belong together."""

    title: str | Promise
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Change:
    """What became different on a day, in words."""

    day: date
    lines: list[Line]

    @property
    def first_lines(self) -> list[Line]:
        """As many as a short history shows; the day itself shows all."""
        return self.lines[:LINES_SHOWN]

    @property
    def more_count(self) -> int:
        """How many lines a short history leaves out."""
        return max(len(self.lines) - LINES_SHOWN, 0)


def portrait(actor: Actor, person: Person, day: date | None = None) -> list[Section]:
    """The attributes that the actor may read, filled ones only, today or as of the day."""
    facts = facts_of(person, day)
    readable = readable_fields(actor, person)
    names = _names([facts])
    sections = [
        Section(
            title,
            [line for a in ATTRIBUTES if a.section == key and (line := _line(a, facts, readable, names))],
        )
        for key, title in SECTIONS.items()
    ]
    return [section for section in sections if section.lines]


def facts_of(person: Person, day: date | None) -> dict[str, object]:
    """The person's attributes today, or what was true on the day, in the shape of a version's."""
    return queries.attributes_on(person.pk, day) if day else present_facts(person)


def custom_lines(actor: Actor, person: Person, day: date | None = None) -> list[Line]:
    """The custom fields, if the actor may read them."""
    if "custom_fields" not in readable_fields(actor, person):
        return []
    facts = queries.attributes_on(person.pk, day) if day else {"custom_fields": person.custom_fields}
    custom = facts.get("custom_fields")
    return (
        [Line(key, str(value)) for key, value in sorted(custom.items())] if isinstance(custom, dict) else []
    )


def history(actor: Actor, person: Person) -> list[Change]:
    """What changed on which day, newest first, as far as the actor may read it."""
    versions = list(queries.versions_of(person))
    readable = readable_fields(actor, person)
    names = _names([version.attributes for version in versions])
    changes = [
        _change(before, after, readable, names)
        for before, after in zip([None, *versions], versions, strict=False)
    ]
    return [change for change in reversed(changes) if change.lines]


def present_facts(person: Person) -> dict[str, object]:
    """The person's attributes today, in the shape of a version's."""
    facts: dict[str, object] = {}
    for attribute in ATTRIBUTES:
        column = _column(attribute)
        value = getattr(person, column)
        if value not in ("", None):
            facts[column] = value
    return facts


def _change(
    before: PersonVersion | None, after: PersonVersion, readable: frozenset[str], names: Mapping[int, str]
) -> Change:
    old = before.attributes if before else {}
    changed = [a for a in ATTRIBUTES if old.get(_column(a)) != after.attributes.get(_column(a))]
    lines = [line for a in changed if (line := _line(a, after.attributes, readable, names, empty="–"))]
    if "custom_fields" in readable:
        lines += _custom_changes(old.get("custom_fields") or {}, after.attributes.get("custom_fields") or {})
    return Change(after.effective_from, lines)


def _custom_changes(old: Mapping[str, object], new: Mapping[str, object]) -> list[Line]:
    return [Line(key, str(new.get(key, "–"))) for key in sorted({*old, *new}) if old.get(key) != new.get(key)]


def _line(
    attribute: Attribute,
    facts: Mapping[str, object],
    readable: frozenset[str],
    names: Mapping[int, str],
    empty: str = "",
) -> Line | None:
    value = facts.get(_column(attribute))
    if attribute.field not in readable or (value in (None, "") and not empty):
        return None
    if attribute.kind == "person" and isinstance(value, int):
        return Line(attribute.label, names.get(value, "?"), value)
    return Line(attribute.label, in_words(attribute.field, value) or empty)


def _column(attribute: Attribute) -> str:
    return f"{attribute.field}_id" if attribute.kind == "person" else attribute.field


def _names(all_facts: list[dict[str, object]]) -> dict[int, str]:
    fields = [f"{field}_id" for field, attribute in BY_FIELD.items() if attribute.kind == "person"]
    ids = {value for facts in all_facts for field in fields if isinstance(value := facts.get(field), int)}
    return {pk: person.name for pk, person in queries.people_by_id(ids).items()} if ids else {}
