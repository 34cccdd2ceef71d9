"""What the directory adds to Today and the palette."""

from django.urls import reverse
from django.utils.translation import gettext as _

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people import queries
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.permissions import may_edit
from allaboard.foundation.today.facade import Card, Contribution, Hit
from allaboard.words import all_grouped


def find(actor: Actor, text: str, limit: int) -> list[Hit]:
    """People whose name, e-mail or title holds the words."""
    people = queries.matching(queries.visible_people(actor), text).order_by("-active", "family_name", "pk")[
        :limit
    ]
    return [
        Hit(
            person.name,
            person.title or person.department,
            reverse("people:person", args=[person.pk]),
            _("Person"),
        )
        for person in people
    ]


def creations(actor: Actor) -> list[Hit]:
    """What the actor can begin here."""
    if not may_edit(actor):
        return []
    return [
        Hit(_("Import people"), _("From a CSV or XLSX file"), reverse("people:import_new"), _("Action")),
        Hit(_("Add a person"), _("One, by hand"), reverse("people:add"), _("Action")),
    ]


def cards(actor: Actor) -> list[Card]:
    """Imports that were begun and wait for a decision."""
    waiting = queries.imports_of(actor).filter(status=ImportStatus.CHECKED, uploaded_by_id=actor.person_id)
    waiting = waiting.exclude(uploaded_by=None)[:3]
    return [
        Card(
            title=_("Finish the import of %(file)s") % {"file": run.file_name},
            detail=_("%(rows)s rows are checked, %(bad)s have problems.")
            % all_grouped({"rows": run.row_count, "bad": run.skipped_count}),
            url=reverse("people:import_check", args=[run.pk]),
            action=_("Finish"),
        )
        for run in waiting
    ]


contribution = Contribution(area="people", cards=cards, find=find, creations=creations)
