"""The door to saying something to people."""

from allaboard.foundation.delivery.channels.smtp.dialogue import MailServerError
from allaboard.foundation.delivery.composing.fields import KNOWN_FIELDS, check_fields, in_words
from allaboard.foundation.delivery.composing.gaps import Gap, gaps_in
from allaboard.foundation.delivery.composing.languages import in_language_of, language_for
from allaboard.foundation.delivery.messages import (
    Arrivals,
    Message,
    Preview,
    Progress,
    Send,
    SendRef,
    Written,
    quoted,
)
from allaboard.foundation.delivery.queries import (
    arrivals_of,
    held_back,
    progress,
    progress_of,
    state_queryset,
    unread_count,
)
from allaboard.foundation.delivery.services.examining import examine_mail_server
from allaboard.foundation.delivery.services.planning import schedule
from allaboard.foundation.delivery.services.running import run_due
from allaboard.foundation.delivery.services.steering import (
    cancel,
    keep_until,
    pause,
    preview,
    remove_sample,
    resume,
    send_test,
)

__all__ = [
    "KNOWN_FIELDS",
    "Arrivals",
    "Gap",
    "MailServerError",
    "Message",
    "Preview",
    "Progress",
    "Send",
    "SendRef",
    "Written",
    "arrivals_of",
    "cancel",
    "check_fields",
    "examine_mail_server",
    "gaps_in",
    "held_back",
    "in_language_of",
    "in_words",
    "keep_until",
    "language_for",
    "pause",
    "preview",
    "progress",
    "progress_of",
    "quoted",
    "remove_sample",
    "resume",
    "run_due",
    "schedule",
    "send_test",
    "state_queryset",
    "unread_count",
]
