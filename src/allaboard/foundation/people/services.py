"""Changes the directory, one verb at a time; each change is dated and audited."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from allaboard.errors import RuleBroken
from allaboard.foundation.access.facade import follow_directory
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import SYSTEM, Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.people import permissions
from allaboard.foundation.people.choices import EmploymentStatus
from allaboard.foundation.people.fields.attributes import BY_FIELD, PROTECTED
from allaboard.foundation.people.models import Person, PersonVersion, ProtectedAttributes
from allaboard.foundation.people.queries import present_people
from allaboard.foundation.people.rules import has_left, is_present
from allaboard.foundation.people.upkeep.protection import seal, unseal
from allaboard.foundation.people.upkeep.tree import hold_tree, refresh_paths_from, require_no_circle
from allaboard.foundation.people.upkeep.versions import ids, record_versions
from allaboard.foundation.people.upkeep.wholesale import uses_checked_once

GOING = """
    CREATE TEMPORARY TABLE sample_going ON COMMIT DROP AS SELECT id AS person_id FROM people_person WHERE is_sample"""
EDITABLE = frozenset(BY_FIELD) | {"custom_fields", "is_sample"}


@transaction.atomic
def create_person(values: Mapping[str, object], *, by: Actor) -> Person:
    """Add a person to the directory; what is said of them is true from today."""
    require(permissions.may_edit(by))
    hold_tree()
    person = Person()
    _assign(person, values)
    _save(person)
    follow_directory(by=by)
    record("person.created", by=by, on=person, fields=sorted(values))
    return person


@transaction.atomic
def update_person(person: Person, values: Mapping[str, object], *, by: Actor) -> Person:
    """Change a person's attributes from today on; what was true before stays in the history."""
    require(permissions.may_edit(by))
    hold_tree()
    person = Person.objects.select_for_update().get(pk=person.pk)
    changed = sorted(name for name, value in values.items() if getattr(person, name) != value)
    if changed:
        _assign(person, values)
        _save(person)
        follow_directory(by=by)
        record("person.updated", by=by, on=person, fields=changed)
    return person


def _assign(person: Person, values: Mapping[str, object]) -> None:
    unknown = sorted(set(values) - EDITABLE)
    if unknown:
        raise RuleBroken(_("There is no field called %(name)s.") % {"name": unknown[0]})
    for name, value in values.items():
        setattr(person, name, value)
    if "employment_status" not in values and has_left(values.get("termination_date"), timezone.localdate()):
        person.employment_status = EmploymentStatus.TERMINATED
    person.email = person.email.strip().lower() if person.email else None
    person.external_id = person.external_id or None
    person.active = is_present(person.employment_status)
    if not person.email and not person.external_id:
        raise RuleBroken(_("A person needs an e-mail or an id."))
    require_no_circle(person, person.manager)


def _save(person: Person) -> None:
    try:
        person.full_clean(exclude=["manager_path"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        label = BY_FIELD[field].label if field in BY_FIELD else field
        raise RuleBroken(f"{label}: {messages[0]}") from error
    person.save()
    refresh_paths_from(person.pk)
    person.refresh_from_db(fields=["manager_path"])
    record_versions(ids([person.pk]), timezone.localdate())


@transaction.atomic
def note_leavers() -> int:
    """Mark those as left whose leaving date has come; returns how many.

    What was said of them up to that day counts. Whoever was said to be here afterwards was kept on purpose: rehired,
    with the old date still there.
    """
    hold_tree()
    day = timezone.localdate()
    said_before = PersonVersion.objects.filter(
        person=OuterRef("pk"), effective_until=None, effective_from__lte=OuterRef("termination_date")
    )
    gone = present_people().filter(Exists(said_before), termination_date__lte=day)
    leavers = list(gone.values_list("pk", flat=True))
    if leavers:
        Person.objects.filter(pk__in=leavers).update(
            employment_status=EmploymentStatus.TERMINATED, active=False, updated_at=timezone.now()
        )
        record_versions(ids(leavers), day)
        record("people.left", by=SYSTEM, people=len(leavers))
    return len(leavers)


def note_export(people: int, narrowed_by: str, *, by: Actor) -> None:
    """Write down that so many people left the installation as a file.

    Args:
        narrowed_by: the search and the filters, as the address says them.
    """
    record("people.exported", by=by, people=people, narrowed_by=narrowed_by)


@transaction.atomic
def set_hr_partner(people: QuerySet[Person], partner: Person | None, *, by: Actor) -> dict[int, int | None]:
    """Give all the people one HR partner; returns each one's partner before, for taking it back."""
    require(permissions.may_edit(by))
    hold_tree()
    chosen = partner.pk if partner else None
    before: dict[int, int | None] = {
        pk: old for pk, old in people.values_list("pk", "hr_partner_id") if old != chosen and pk != chosen
    }
    if before:
        _write_partners(dict.fromkeys(before, chosen))
        record("people.hr_partner_set", by=by, on=partner, people=len(before))
    return before


@transaction.atomic
def restore_hr_partners(before: Mapping[int, int | None], chosen: int | None, *, by: Actor) -> None:
    """Give each of the people the HR partner from before, if that one is still there.

    Whoever no longer has the one who was chosen was given another since, and keeps that one.
    """
    require(permissions.may_edit(by))
    hold_tree()
    still = Person.objects.filter(pk__in=list(before), hr_partner=chosen).values_list("pk", flat=True)
    there = set(Person.objects.filter(pk__in=set(before.values())).values_list("pk", flat=True))
    restored = {pk: before[pk] if before[pk] in there else None for pk in still}
    _write_partners(restored)
    record("people.hr_partner_restored", by=by, people=len(restored))


def _write_partners(partners: Mapping[int, int | None]) -> None:
    for partner_id in set(partners.values()):
        chosen = [pk for pk, new in partners.items() if new == partner_id]
        Person.objects.filter(pk__in=chosen).update(hr_partner=partner_id, updated_at=timezone.now())
    record_versions(ids(list(partners)), timezone.localdate())


@transaction.atomic
def protect(person: Person, attributes: Mapping[str, str], *, by: Actor) -> None:
    """Keep attributes that the law protects, sealed and apart; an empty one is forgotten, an unknown one refused.

    Raises:
        NotAllowed: the actor may not know of protected attributes.
        RuleBroken: an attribute of this name is none of them.
    """
    require(permissions.may_know_of_protected(by))
    unknown = sorted(set(attributes) - set(PROTECTED))
    if unknown:
        raise RuleBroken(_("There is no protected attribute called %(name)s.") % {"name": unknown[0]})
    hold_tree()
    Person.objects.select_for_update().get(pk=person.pk)
    kept = ProtectedAttributes.objects.filter(person=person).first()
    before = unseal(person.pk, bytes(kept.ciphertext)) if kept else {}
    after = {name: value for name, value in (before | dict(attributes)).items() if value}
    if after == before:
        return
    if after:
        sealed = seal(person.pk, after)
        ProtectedAttributes.objects.update_or_create(person=person, defaults={"ciphertext": sealed})
    else:
        ProtectedAttributes.objects.filter(person=person).delete()
    record("person.protected", by=by, on=person)


def protected_attributes(person: Person, *, by: Actor) -> dict[str, str]:
    """The sealed attributes of a person; every reading is audited."""
    require(permissions.may_know_of_protected(by))
    kept = ProtectedAttributes.objects.filter(person=person).first()
    if kept is None:
        return {}
    record("person.protected_read", by=by, on=person)
    return unseal(person.pk, bytes(kept.ciphertext))


@transaction.atomic
def remove_sample() -> int:
    """Delete the sample company's people with their history; returns how many rows went.

    What somebody made by hand with a sample person in it goes along, where it cannot stand without the person.
    """
    removed = 0
    for children in (PersonVersion.objects, ProtectedAttributes.objects):
        removed += children.filter(person__is_sample=True)._raw_delete("default")
    removed += _let_go_of_sample_people()
    with connection.cursor() as cursor:
        cursor.execute(GOING)
        with uses_checked_once(sql.SQL("SELECT person_id FROM sample_going")):
            removed += Person.objects.filter(is_sample=True)._raw_delete("default")
        cursor.execute("DROP TABLE sample_going")
        cursor.execute(
            "UPDATE people_person SET manager_path = '{}' WHERE manager_id IS NULL AND manager_path <> '{}'"
        )
    return removed


def _let_go_of_sample_people() -> int:
    """Do what deleting would do to every row that points at a sample person, in whatever room, set by set."""
    removed = 0
    for relation in Person._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel):
            continue
        rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__is_sample": True})
        if relation.on_delete is models.SET_NULL:
            rows.filter(**_outside_sample(relation)).update(**{relation.field.name: None})
        else:
            removed += rows.delete()[0]
    return removed


def _outside_sample(relation: ForeignObjectRel) -> dict[str, bool]:
    """Sample people point at each other and go together; only other rows need to let go."""
    return {"is_sample": False} if relation.related_model is Person else {}
