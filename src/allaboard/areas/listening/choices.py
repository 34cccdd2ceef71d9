"""The area's words."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """What a question asks for."""

    AGREE = "agree", _("How far people agree (1 to 5)")
    SCORE = "score", _("A score from 0 to 10")
    ENPS = "enps", _("Would you recommend us (0 to 10)")
    CHOICE = "choice", _("One of several choices")
    CHOICES = "choices", _("Any of several choices")
    TEXT = "text", _("In their own words")


class Template(TextChoices):
    """Where a survey starts from."""

    PULSE = "pulse", _("Pulse: five questions, one minute")
    ENGAGEMENT = "engagement", _("Engagement census: once a year")
    ONBOARDING = "onboarding", _("Onboarding: after the first weeks")
    EXIT = "exit", _("Exit: when someone leaves")
    BLANK = "blank", _("Blank: write your own")
    IMPORTED = "imported", _("Results from elsewhere")


class Stage(TextChoices):
    """Where a wave stands."""

    PLANNED = "planned", _("Starts later")
    OPEN = "open", pgettext_lazy("state", "Open")
    CLOSED = "closed", _("Closed")


RATED = (Kind.AGREE, Kind.SCORE, Kind.ENPS)
CHOSEN = (Kind.CHOICE, Kind.CHOICES)
