"""What segments bring to the palette."""

from django.urls import reverse
from django.utils.translation import gettext as _

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.queries import holding
from allaboard.foundation.segments import permissions, queries
from allaboard.foundation.today.facade import Contribution, Hit, contribute


def contribute_segments() -> None:
    """Let the palette find segments and make new ones."""
    contribute(Contribution(area="segments", find=find, creations=creations))


def find(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Segments whose name holds the text, among those the actor may see."""
    kept = holding(queries.visible_to(actor).filter(archived_at=None), text, "name")[:limit]
    kind = _("Segment")
    return [
        Hit(each.name, each.text[:120], reverse("segments:detail", args=[each.pk]), kind) for each in kept
    ]


def creations(actor: Actor) -> list[Hit]:
    """Making a segment, for those who may."""
    if not permissions.may_use(actor):
        return []
    return [Hit(_("New segment"), _("A rule that says whom you mean"), reverse("segments:new"), _("Action"))]
