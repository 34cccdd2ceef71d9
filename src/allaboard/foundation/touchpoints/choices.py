"""The ledger's words. There is no kind for an anonymous answer or a concern: neither is ever written here."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    MESSAGE = "message", _("Message")
    INVITATION = "invitation", _("Invitation")
    REMINDER = "reminder", _("Reminder")
    SEEN = "seen", _("Seen")
    ACTION = "action", _("Acted")
    REPLY = "reply", _("Reply")
    BRIEF = "brief", _("Brief")
    DECISION = "decision", _("Decision")
    CONSULTATION = "consultation", _("Consultation")
    MEETING = "meeting", _("Meeting")
    CHECK_IN = "check_in", _("Check-in")
    EVENT = "event", _("Event")
    SIGN_UP = "sign_up", _("Sign-up")
    REQUEST = "request", _("Request")
    RECOGNITION = "recognition", _("Recognition")
    NOTE = "note", _("Note")


class Direction(TextChoices):
    OUT = "out", _("To the person")
    IN = "in", _("From the person")


class Tone(TextChoices):
    UNKNOWN = "", _("Not noted")
    GOOD = "good", _("Good")
    NEUTRAL = "neutral", _("Neutral")
    BAD = "bad", _("Bad")


# Two people talked, in a room or on a line; a message is no meeting.
MET = (Kind.MEETING, Kind.CHECK_IN, Kind.EVENT, Kind.CONSULTATION)
ICONS = {
    Kind.MESSAGE: "mail",
    Kind.INVITATION: "mail-plus",
    Kind.REMINDER: "bell",
    Kind.SEEN: "eye",
    Kind.ACTION: "mouse-pointer-click",
    Kind.REPLY: "reply",
    Kind.BRIEF: "file-text",
    Kind.DECISION: "scale",
    Kind.CONSULTATION: "messages-square",
    Kind.MEETING: "users",
    Kind.CHECK_IN: "message-circle",
    Kind.EVENT: "calendar",
    Kind.SIGN_UP: "user-plus",
    Kind.REQUEST: "inbox",
    Kind.RECOGNITION: "award",
    Kind.NOTE: "notebook-pen",
}
