"""Words of the access room: what a token's rights are called on screen."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.scopes import ROOMS, SCOPES

ROOM_NAMES = {
    "people": _("People"),
    "segments": _("Segments"),
    "access": _("Users, roles and my account"),
    "audit": _("Audit trail"),
    "touchpoints": _("Contacts"),
    "delivery": _("Messages"),
    "surveys": _("Surveys"),
    "initiatives": _("Initiatives"),
    "campaigns": _("Campaigns"),
    "changes": _("What changed"),
    "views": _("Saved views"),
    "jobs": _("Progress of long work"),
}
RIGHTS = {"read": _("read"), "write": _("read and change")}
SCOPE_CHOICES = [
    (f"{room}:{right}", format_lazy("{}: {}", ROOM_NAMES[room], word))
    for room in ROOMS
    for right, word in RIGHTS.items()
    if f"{room}:{right}" in SCOPES
]
LIFETIMES = [(30, _("30 days")), (90, _("90 days")), (365, _("One year"))]
