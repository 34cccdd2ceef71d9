"""Several messages as one mail, each under its subject, with its own fields.

There are as many different digests as there are sets of messages, so each message is rendered once for its place in a
digest, and a digest is put together from what is rendered.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from allaboard.foundation.delivery.choices import DIGEST
from allaboard.foundation.delivery.composing.fields import FIELD, Markers, Pieces, Slot
from allaboard.foundation.delivery.composing.shapes import Shapes, as_text, content_of, framed
from allaboard.foundation.delivery.messages import Message

FIELD_OR_MARKUP = re.compile(rf"({FIELD.pattern})|([\\`*_\[\]<>#&])")
MESSAGES = "messages"  # the slot of the frame that all messages go into
BETWEEN_TEXTS = "\n\n----\n\n"
BETWEEN_HTML = "<hr>\n"


@dataclass(frozen=True, slots=True)
class _Part:
    """One message of a digest, ready for its place."""

    text: Pieces
    html: Pieces


def prefixed(name: str, number: int) -> str:
    """What a field of the digest's message with this number is called, so that equal names do not meet."""
    return f"m{number}_{name}"


def digest_of(messages: Sequence[Message], language: str) -> Shapes:
    """The mail that says all of them in full; their fields are `prefixed`."""
    frame = _frame_of(len(messages), language)
    parts = [_part_of(message, number) for number, message in enumerate(messages)]
    text = tuple(_joined((part.text for part in parts), BETWEEN_TEXTS))
    html = tuple(_joined((part.html for part in parts), BETWEEN_HTML))
    return replace(
        frame,
        text=tuple(_with_messages(frame.text, text)),
        html=tuple(_with_messages(frame.html, html)),
        inbox=tuple(_with_messages(frame.inbox, html)),
    )


@lru_cache(maxsize=64)
def _frame_of(messages: int, language: str) -> Shapes:
    with override(language):
        subject = ngettext("One message for you", "%d messages for you", messages)
        choose = _("Choose what you want to hear of")
        reason = _("You asked to get messages like these together.")
    message = Message(
        subject=subject if messages == 1 else subject % messages,
        body_markdown="",
        reason=reason,
        category=DIGEST,
        language=language,
    )
    marks = Markers()
    choice = content_of(f"[{choose}]({{preferences_url}})", marks)
    return framed(message, marks.put(f"{{{MESSAGES}}}") + BETWEEN_HTML + choice, marks)


@lru_cache(maxsize=256)
def _part_of(message: Message, number: int) -> _Part:
    parts = [f"## {literal(' '.join(message.subject.split()))}", message.body_markdown]
    if message.action_label:
        parts.append(f"[{literal(message.action_label)}]({{action_url}})")
    written = FIELD.sub(lambda found: f"{{{prefixed(found.group(1), number)}}}", "\n\n".join(parts))
    marks = Markers()
    content = content_of(written, marks)
    return _Part(marks.pieces(as_text(content), "text"), marks.pieces(content, "html"))


def _joined(parts: Iterable[Pieces], between: str) -> Iterator[str | Slot]:
    for number, part in enumerate(parts):
        if number:
            yield between
        yield from part


def _with_messages(frame: Pieces, messages: Pieces) -> Iterator[str | Slot]:
    for piece in frame:
        if isinstance(piece, Slot) and piece.name == MESSAGES:
            yield from messages
        else:
            yield piece


def literal(text: str) -> str:
    """The text as Markdown that shows it as it is, its fields kept."""
    return FIELD_OR_MARKUP.sub(lambda found: found.group(1) or f"\\{found.group(3)}", text)
