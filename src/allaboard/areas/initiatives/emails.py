"""What leaders are written."""

from functools import partial
from hashlib import sha256

from django.utils.translation import gettext as _

from allaboard.areas.initiatives.models import Initiative, Objection
from allaboard.areas.initiatives.tokens import addresses
from allaboard.foundation.delivery.facade import Message, Send, Written, quoted
from allaboard.foundation.people.facade import present_people

READING_MINUTES = 0.5  # of the message; the brief itself is noted when it is opened


def brief_message(initiative: Initiative, note: str = "") -> Message:
    """The message that brings the personal link to the brief."""
    asks = _("We would like your view on **%s**. It is one page and takes two minutes.") % quoted(
        initiative.title
    )
    parts = [_("Hello {first_name},"), asks]
    if note.strip():
        parts.append(quoted(note))
    parts.append(_("You can accept, accept on a condition, or say not now. We see when you open the page."))
    return Message(
        subject=_("Your view, please: %s") % quoted(initiative.title),
        body_markdown="\n\n".join(parts),
        action_label=_("Open the brief"),
        action_url="{action_url}",
        reason=_("You get this because you are on the list of leaders whose view is needed."),
    )


def brief_send(initiative: Initiative, person_ids: list[int], key: str, note: str) -> Send:
    """The brief for some leaders, each with a personal link."""
    return _to_leaders(initiative, person_ids, key, partial(brief_message, initiative, note))


def answer_message(objection: Objection) -> Message:
    """The answer to what a leader asked or objected, in the words of both."""
    about = _("You asked or said about **%s**:") % quoted(objection.stakeholder.initiative.title)
    parts = [
        _("Hello {first_name},"),
        about,
        quoted(objection.text),
        _("Our answer:"),
        quoted(objection.answer),
    ]
    return Message(
        subject=_("Our answer: %s") % quoted(objection.stakeholder.initiative.title),
        body_markdown="\n\n".join(parts),
        action_label=_("Open the brief"),
        action_url="{action_url}",
        reason=_("You get this because you are on the list of leaders whose view is needed."),
    )


def answer_send(objection: Objection) -> Send:
    """The answer for the leader who asked; another answer to the same question is another message."""
    said = sha256(objection.answer.encode()).hexdigest()[:16]
    asker = objection.stakeholder
    key, message = f"answer:{objection.pk}:{said}", partial(answer_message, objection)
    return _to_leaders(asker.initiative, [asker.person_id], key, message)


def _to_leaders(initiative: Initiative, person_ids: list[int], key: str, message: Written) -> Send:
    return Send(
        key=key,
        message=message,
        audience=present_people().filter(pk__in=person_ids),
        channels=("email", "inbox"),
        area="initiatives",
        object_ref=f"initiative:{initiative.pk}",
        minutes=READING_MINUTES,
        personal=partial(addresses, initiative.pk),
        is_sample=initiative.is_sample,
    )
