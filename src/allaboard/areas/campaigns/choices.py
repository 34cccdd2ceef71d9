"""The words of campaigns."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    APPROVED = "approved", _("Approved")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    FINISHED = "finished", _("Finished")
    CANCELLED = "cancelled", _("Cancelled")


EDITABLE = (Status.DRAFT, Status.IN_REVIEW, Status.APPROVED)
FOLLOWING = (Status.DRAFT, Status.IN_REVIEW)  # the audience is not frozen yet
UNDER_WAY = (Status.RUNNING, Status.PAUSED)
STOPPED = (Status.FINISHED, Status.CANCELLED)
LAUNCHED = (Status.RUNNING, Status.PAUSED, Status.FINISHED, Status.CANCELLED)


class Aim(TextChoices):
    ACT = "act", _("People do something")
    INFORM = "inform", _("People know something")


class OutcomeKind(TextChoices):
    RULE = "rule", _("The directory says so")
    ACKNOWLEDGED = "acknowledged", _("They press the button in the message")
    LISTED = "listed", _("I upload a list of those who did it")


class StepKind(TextChoices):
    TELL = "tell", _("Tell")
    ASK = "ask", _("Ask")
    REMIND = "remind", _("Remind")


class Stand(TextChoices):
    """How far a step, or a campaign as a whole, is seen to have come; never kept."""

    PLANNED = "planned", _("Planned")
    WAITS = "waits", _("Waits")
    SCHEDULED = "scheduled", _("Scheduled")
    SENDING = "sending", _("Sending")
    PAUSED = "paused", _("Paused")
    SENT = "sent", _("Sent")
    EXPIRED = "expired", _("Expired")
    NOT_SENT = "not_sent", _("Not sent")
    CANCELLED = "cancelled", _("Cancelled")


class Channel(TextChoices):
    EMAIL = "email", _("E-mail")
    INBOX = "inbox", _("Inbox")


class Balance(TextChoices):
    NONE = "", _("Chance alone")
    DEPARTMENT = "department", _("Department")
    LOCATION = "work_location", _("Location")
    SHIFT = "shift", _("Shift")


class GroupBy(TextChoices):
    DEPARTMENT = "department", _("Department")
    LOCATION = "work_location", _("Location")
    SHIFT = "shift", _("Shift")


class Decision(TextChoices):
    PENDING = "pending", _("Waiting for a reviewer")
    QUESTION = "question", _("Question asked")
    APPROVED = "approved", _("Approved")
    EDITED = "edited", _("Approved with edits")
    VOIDED = "voided", _("No longer valid")


class Voided(TextChoices):
    """Why a version that waited or was approved is no longer valid."""

    TAKEN_BACK = "taken_back", _("The author took it back.")
    REVIEWER_EDITED = "reviewer_edited", _("The reviewer approved it with edits.")
    CONTENT_EDITED = "content_edited", _("The content was edited.")
    SEGMENT_CHANGED = "segment_changed", _("The segment it is meant for was changed.")


OPEN_DECISIONS = (Decision.PENDING, Decision.QUESTION)
APPROVING_DECISIONS = (Decision.APPROVED, Decision.EDITED)


class Arm(TextChoices):
    TREATED = "treated", _("Gets the campaign")
    HOLDOUT = "holdout", _("Held out")
