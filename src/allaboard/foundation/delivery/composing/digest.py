"""Several messages as one, each under its subject, with its own fields."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from allaboard.foundation.delivery.choices import DIGEST
from allaboard.foundation.delivery.composing.fields import FIELD
from allaboard.foundation.delivery.messages import Message

FIELD_OR_MARKUP = re.compile(rf"({FIELD.pattern})|([\\`*_\[\]<>#&])")


def prefixed(name: str, number: int) -> str:
    """What a field of the digest's message with this number is called, so that equal names do not meet."""
    return f"m{number}_{name}"


def digest_of(messages: Sequence[Message], language: str) -> Message:
    """One message that says all of them in full; its fields are `prefixed`."""
    with override(language):
        subject = ngettext("One message for you", "%d messages for you", len(messages))
        choose = _("Choose what you want to hear of")
        reason = _("You asked to get messages like these together.")
    parts = [_part(message, number) for number, message in enumerate(messages)]
    parts.append(f"[{choose}]({{preferences_url}})")
    return Message(
        subject=subject if len(messages) == 1 else subject % len(messages),
        body_markdown="\n\n---\n\n".join(parts),
        reason=reason,
        category=DIGEST,
        language=language,
    )


def _part(message: Message, number: int) -> str:
    parts = [f"## {literal(' '.join(message.subject.split()))}", message.body_markdown]
    if message.action_label:
        parts.append(f"[{literal(message.action_label)}]({{action_url}})")
    return FIELD.sub(lambda found: f"{{{prefixed(found.group(1), number)}}}", "\n\n".join(parts))


def literal(text: str) -> str:
    """The text as Markdown that shows it as it is, its fields kept."""
    return FIELD_OR_MARKUP.sub(lambda found: found.group(1) or f"\\{found.group(3)}", text)
