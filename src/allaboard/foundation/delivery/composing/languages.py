"""Each reader's own language: which one it is, and what the product says by itself written in each."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import override

from allaboard.foundation.access.queries import language_of
from allaboard.foundation.delivery.messages import Message, Written
from allaboard.foundation.people.models import Person


def language_for(preferred: str, available: frozenset[str], fallback: str) -> str:
    """The variant to use: the person's language, its base language, or the message's own."""
    for language in (preferred, preferred.split("-")[0].split("_")[0]):
        if language and language in available:
            return language
    return fallback


def in_every_language(message: Message | Written) -> dict[str, Message]:
    """The message by language; somebody's own words are in one, what the product writes is in all there are."""
    if isinstance(message, Message):
        return {message.language or settings.LANGUAGE_CODE: message}
    return {language: _in(language, message) for language, _name in settings.LANGUAGES}


def in_language_of(person: Person, message: Message | Written) -> Message:
    """The message as it is said to this person."""
    available = in_every_language(message)
    fallback = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in available else next(iter(available))
    return available[language_for(language_of(person), frozenset(available), fallback)]


def _in(language: str, write: Written) -> Message:
    with override(language):
        return replace(write(), language=language)
