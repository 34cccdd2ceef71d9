"""The words of delivery."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Channel(TextChoices):
    EMAIL = "email", _("E-mail")
    INBOX = "inbox", _("Inbox")


class State(TextChoices):
    PLANNED = "planned", _("Planned")
    CLAIMED = "claimed", _("Being sent")
    SENT = "sent", _("Sent")
    DEFERRED = "deferred", _("Tried, to be tried again")
    FAILED = "failed", _("Failed")
    SUPPRESSED = "suppressed", _("Not sent, on purpose")


OPEN_STATES = (State.PLANNED, State.CLAIMED, State.DEFERRED)


class Suppression(TextChoices):
    LEFT = "left", _("has left the company")
    NO_ADDRESS = "no_address", _("has no e-mail address")
    UNSUBSCRIBED = "unsubscribed", _("does not want this kind of message")
    BOUNCED = "bounced", _("their address does not work")
    EXPIRED = "expired", _("it was too late to send it")
    CANCELLED = "cancelled", _("the send was cancelled")
    EMPTY = "empty", _("nothing was left to put into the digest")


class Rhythm(TextChoices):
    NOW = "now", _("At once")
    DAILY = "daily", _("In one e-mail a day")
    WEEKLY = "weekly", _("In one e-mail a week, on Monday")
    OFF = "off", _("Not at all")


TOGETHER = (Rhythm.DAILY, Rhythm.WEEKLY)


class SendingStatus(TextChoices):
    ACTIVE = "active", _("Active")
    PAUSED = "paused", _("Paused")
    CANCELLED = "cancelled", _("Cancelled")


CATEGORIES = {
    "campaign": _("Campaigns and news"),
    "survey": _("Invitations to have your say"),
    "change": _("What changed because of you"),
    "event": _("Events"),
}

DIGEST = "digest"  # the category of the mail that holds several messages
IN_DIGEST = "digest"  # the reason of a delivery that went out in one

# Following the button of an invitation is half of taking part: when, and that, somebody did is never kept.
UNTRACED = frozenset({"survey"})
