"""What can be taken back here; imports have a way back of their own."""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import ngettext

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people import services
from allaboard.foundation.people.models import Person
from allaboard.foundation.undo import facade as undo
from allaboard.words import all_grouped

PARTNERS = "people.hr_partner"


def plug_in() -> None:
    """Let undo find its way back."""
    undo.register(PARTNERS, take_back_partners, "people:write")


@transaction.atomic
def set_partner(people: QuerySet[Person], partner: Person | None, by: Actor) -> undo.Offer | None:
    """Give all the people one HR partner, with a way back; none when all of them have that one already."""
    before = services.set_hr_partner(people, partner, by=by)
    if not before:
        return None
    label = _said(len(before), partner) % all_grouped({"count": len(before)})
    kept = {"before": list(before.items()), "chosen": partner.pk if partner else None}
    return undo.offer(by, label, PARTNERS, kept)


def _said(count: int, partner: Person | None) -> str:
    if partner is None:
        return ngettext(
            "%(count)s person has no HR partner now.", "%(count)s people have no HR partner now.", count
        )
    return ngettext(
        "%(count)s person has a new HR partner.", "%(count)s people have a new HR partner.", count
    )


def take_back_partners(actor: Actor, payload: dict[str, Any]) -> None:
    """Give each of the people the HR partner from before."""
    services.restore_hr_partners(dict(payload["before"]), payload["chosen"], by=actor)
