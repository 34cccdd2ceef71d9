"""Shows a message that is still being written."""

import secrets

from django.core.cache import cache

from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.delivery.messages import Message
from allaboard.foundation.delivery.services.steering import preview
from allaboard.foundation.people.models import Person

KEPT_SECONDS = 600


def reader(actor: Actor) -> Person:
    """The person as whom the message is shown: the writer.

    Raises:
        RuleBroken: the writer is not in the directory.
    """
    found = Person.objects.select_related("manager")
    person = found.filter(pk=actor.person_id).first() if actor.person_id else None
    if person is None:
        raise RuleBroken("You are not in the directory yourself, so there is nobody to show this to.")
    return person


def preview_for(actor: Actor, message: Message) -> dict[str, object]:
    """The shapes of the message for its writer, or what is wrong with it in `problem`.

    The e-mail's HTML is kept for some minutes, because its frame needs an address with a policy of its own.
    """
    try:
        person = reader(actor)
        shown = preview(message, person)
    except RuleBroken as error:
        return {"problem": str(error)}
    token = secrets.token_urlsafe(16)
    cache.set(_key(actor, token), shown.html, KEPT_SECONDS)
    return {"problem": "", "preview": shown, "person": person, "token": token}


def kept_html(actor: Actor, token: str) -> str:
    """The e-mail of one of the actor's previews.

    Raises:
        NotFound: it is another's, or too old.
    """
    html = cache.get(_key(actor, token))
    if html is None:
        raise NotFound
    return str(html)


def _key(actor: Actor, token: str) -> str:
    return f"preview:{actor.person_id}:{token}"
