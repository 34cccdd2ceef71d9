"""Words of the access room: what a token's rights are called on screen."""

from django.utils.translation import gettext_lazy as _

from allaboard.foundation.access.scopes import ROOMS

RIGHTS = {"read": _("read"), "write": _("read and change")}
SCOPE_CHOICES = [
    (f"{room}:{right}", f"{room.capitalize()}: {word}") for room in ROOMS for right, word in RIGHTS.items()
]
LIFETIMES = [(30, _("30 days")), (90, _("90 days")), (365, _("One year"))]
