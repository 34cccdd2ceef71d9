"""Values for a person's slots: the directory's own, the area's personal ones, and the signed links."""

import functools
import logging
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import cast

from django.conf import settings
from django.core import signing
from django.db import InterfaceError, OperationalError, transaction
from django.urls import reverse

from allaboard.errors import RuleBroken
from allaboard.foundation.api.references import new_reference
from allaboard.foundation.delivery.messages import PersonalFields

log = logging.getLogger(__name__)
UNSUBSCRIBE_SALT = "delivery.unsubscribe"


class PersonalFieldsError(Exception):
    """An area could not make the personal fields of its message; the log has the fault under the reference."""

    def __init__(self, reference: str) -> None:
        super().__init__(reference)
        self.reference = reference


def where_from(personal: PersonalFields | None) -> dict[str, object] | None:
    """How another process finds the function again.

    Raises:
        RuleBroken: it is neither a module's function nor a partial of one.
    """
    if personal is None:
        return None
    function = personal.func if isinstance(personal, functools.partial) else personal
    place = {"module": getattr(function, "__module__", ""), "name": getattr(function, "__qualname__", "")}
    if "<" in place["name"] or "." in place["name"] or not place["module"]:
        raise RuleBroken(
            "Personal fields must come from a module's function, so that a worker finds it again."
        )
    bound = isinstance(personal, functools.partial)
    return {
        **place,
        "arguments": list(personal.args) if bound else [],  # type: ignore[attr-defined]
        "named": dict(personal.keywords) if bound else {},  # type: ignore[attr-defined]
    }


def personal_fields(place: Mapping[str, object] | None, people: Sequence[int]) -> dict[int, dict[str, str]]:
    """The area's own fields for these people.

    This is where delivery calls what it does not know. Whatever goes wrong in there is written to the log and costs this
    one message its turn; a database that does not answer is nobody's fault in particular and goes on as it is.

    Raises:
        PersonalFieldsError: the area's function is gone, or broke.
    """
    if place is None:
        return {}
    try:
        with transaction.atomic():
            return _asked(place, people)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        with new_reference() as reference:
            log.exception("The personal fields of %(module)s.%(name)s could not be made", place)
        raise PersonalFieldsError(reference) from fault


def _asked(place: Mapping[str, object], people: Sequence[int]) -> dict[int, dict[str, str]]:
    function = getattr(import_module(str(place["module"])), str(place["name"]))
    arguments = cast(list[object], place["arguments"])
    named = cast(dict[str, object], place["named"])
    return cast(dict[int, dict[str, str]], function(*arguments, people, **named))


def unsubscribe_url(person_id: int, category: str) -> str:
    """The person's own link to stop one category; it needs no sign-in."""
    token = signing.Signer(salt=UNSUBSCRIBE_SALT).sign(f"{person_id}.{category}")
    return settings.PUBLIC_URL + reverse("delivery:unsubscribe", args=[token])


def read_unsubscribe(token: str) -> tuple[int, str] | None:
    """Person and category of an unsubscribe link, or None when it is not one of ours."""
    try:
        person, category = signing.Signer(salt=UNSUBSCRIBE_SALT).unsign(token).split(".", 1)
    except signing.BadSignature:
        return None
    return int(person), category


def absolute(url: str) -> str:
    """An address of this installation made complete, for use outside it."""
    return settings.PUBLIC_URL + url if url.startswith("/") else url
