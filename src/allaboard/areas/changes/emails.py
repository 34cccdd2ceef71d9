"""What people who were asked are written."""

from functools import partial

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from allaboard.areas.changes.choices import Kind
from allaboard.areas.changes.models import Change
from allaboard.foundation.delivery.facade import Message, Send, quoted
from allaboard.foundation.people.models import Person

READING_MINUTES = 1.0


def change_message(change: Change) -> Message:
    """“You said, we did”, as the people who were asked get it."""
    parts = [
        _("Hello {first_name},"),
        _headed(_("You said"), change.you_said),
        _headed(Kind(change.kind).label, change.we_did),
    ]
    if change.promised_on:
        parts.append(_("We promised it for %s.") % date_format(change.promised_on))
    if change.outcome:
        parts.append(_headed(_("What came of it"), change.outcome))
    return Message(
        subject=_("You said: %s") % quoted(change.you_said),
        body_markdown="\n\n".join(parts),
        action_label=_("See how it came about"),
        action_url=reverse("changes:detail", args=[change.pk or 0]),
        reason=_reason(change),
        category="change",
    )


def _headed(what: object, text: str) -> str:
    colon = _(":")
    return f"**{what}{colon}** {quoted(text)}"


def _reason(change: Change) -> str:
    if change.wave_title:
        return _("You get this because you were asked in “%s”. Nobody knows what you answered.") % quoted(
            change.wave_title
        )
    return _("You get this because this was about you.")


def change_send(change: Change) -> Send:
    """The reply to exactly the people who were asked."""
    return Send(
        key=f"change:{change.pk}",
        message=partial(change_message, change),
        audience=Person.objects.filter(pk__in=change.told.values("person_id")),
        channels=("email", "inbox"),
        area="changes",
        object_ref=f"change:{change.pk}",
        minutes=READING_MINUTES,
        is_sample=change.is_sample,
    )
