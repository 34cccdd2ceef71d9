"""Makes parcels of claimed rows: the right language's shapes and each person's values."""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings
from django.urls import reverse

from allaboard.foundation.delivery.choices import DIGEST, State
from allaboard.foundation.delivery.composing.digest import digest_of, prefixed
from allaboard.foundation.delivery.composing.fields import FIELD, made_safe
from allaboard.foundation.delivery.composing.languages import language_for
from allaboard.foundation.delivery.composing.personal import (
    PersonalFieldsError,
    absolute,
    personal_fields,
    unsubscribe_url,
)
from allaboard.foundation.delivery.composing.shapes import Shapes, shapes_of
from allaboard.foundation.delivery.messages import Message, from_plain
from allaboard.foundation.delivery.models import Delivery, Sending
from allaboard.foundation.delivery.parcels import ClaimedRow, Packed, Parcel
from allaboard.foundation.delivery.rules import Outcome, held_back, nothing_left

# With these, whoever reads them acts as the reader; areas add their own.
OWN = frozenset({"unsubscribe_url"})

# What is kept is found by its content: a number may come to mean another sending, a text cannot.
shapes_kept = lru_cache(maxsize=64)(shapes_of)
digests_kept = lru_cache(maxsize=256)(digest_of)


def shapes_for(sending: Sending, language: str) -> tuple[Message, Shapes]:
    """A sending's message in one language, rendered once for all its readers."""
    message = from_plain(sending.contents[language])
    return message, shapes_kept(message)


def packed(rows: Sequence[ClaimedRow]) -> Packed:
    """Parcels for the rows, asking each area once for its personal fields.

    An area that cannot make them holds back its own message and no other.
    """
    by_sending: dict[int, list[ClaimedRow]] = defaultdict(list)
    for row in rows:
        if row.category != DIGEST:
            by_sending[row.sending_id].append(row)
    sendings = Sending.objects.in_bulk(by_sending)
    parcels: list[Parcel] = []
    others: list[Outcome] = []
    for sending_id, members in by_sending.items():
        try:
            parcels += _parcels(sendings[sending_id], members)
        except PersonalFieldsError as fault:
            others += [held_back(row.id, fault.reference) for row in members]
    digests = _digests([row for row in rows if row.category == DIGEST])
    return Packed([*parcels, *digests.parcels], [*others, *digests.others])


def _parcels(sending: Sending, rows: list[ClaimedRow]) -> list[Parcel]:
    available = frozenset(sending.contents)
    personal = personal_fields(sending.personal, list(dict.fromkeys(row.person_id for row in rows)))
    shaped: dict[str, tuple[Message, Shapes]] = {}
    parcels = []
    for row in rows:
        language = language_for(row.preferred_language, available, row.sending_language)
        if language not in shaped:
            shaped[language] = shapes_for(sending, language)
        message, shapes = shaped[language]
        of_reader = personal.get(row.person_id, {})
        values = _values(row, message, of_reader)
        parcels.append(_parcel(row, language, shapes, values, OWN.union(of_reader)))
    return parcels


def _digests(rows: list[ClaimedRow]) -> Packed:
    """Digests are put together once for all who get the same messages in the same language."""
    if not rows:
        return Packed([], [])
    ids = [row.id for row in rows]
    inside = list(Delivery.objects.filter(digest__in=ids, state=State.CLAIMED).order_by("pk"))
    sendings = Sending.objects.in_bulk({each.sending_id for each in inside})
    personal, others = _personal_of(sendings, inside)
    contents: dict[int, list[Sending]] = defaultdict(list)
    for each in inside:
        if each.sending_id in personal:
            contents[each.digest_id or 0].append(sendings[each.sending_id])
    full = [_digest(row, contents[row.id], personal) for row in rows if row.id in contents]
    return Packed(full, [*others, *(nothing_left(row.id) for row in rows if row.id not in contents)])


def _personal_of(
    sendings: dict[int, Sending], inside: list[Delivery]
) -> tuple[dict[int, dict[int, dict[str, str]]], list[Outcome]]:
    """The personal fields of each sending that can be made, and what becomes of the others' deliveries."""
    gathered: dict[int, list[Delivery]] = defaultdict(list)
    for each in inside:
        gathered[each.sending_id].append(each)
    personal, others = {}, []
    for key, members in gathered.items():
        try:
            personal[key] = personal_fields(sendings[key].personal, [each.person_id for each in members])
        except PersonalFieldsError as fault:
            others += [held_back(each.pk, fault.reference) for each in members]
    return personal, others


def _digest(
    row: ClaimedRow, sendings: list[Sending], personal: dict[int, dict[int, dict[str, str]]]
) -> Parcel:
    messages, values, own = [], {}, set(OWN)
    for number, sending in enumerate(sendings):
        available = frozenset(sending.contents)
        chosen = language_for(row.preferred_language, available, sending.language)
        message = from_plain(sending.contents[chosen])
        messages.append(message)
        of_reader = personal[sending.pk].get(row.person_id, {})
        filled = _values(row, message, of_reader)
        values.update({prefixed(name, number): value for name, value in filled.items()})
        own.update(prefixed(name, number) for name in OWN.union(of_reader))
    language = language_for(row.preferred_language, frozenset(dict(settings.LANGUAGES)), row.sending_language)
    values |= links_for(row.person_id, DIGEST)
    return _parcel(row, language, digests_kept(tuple(messages), language), values, frozenset(own))


def _values(row: ClaimedRow, message: Message, personal: dict[str, str]) -> dict[str, str]:
    name = _name(row) or row.email or ""
    values = {
        "first_name": row.given_name or name.split(" ")[0],
        "name": name,
        "email": row.email or "",
        "title": row.title,
        "department": row.department,
        "location": row.work_location,
        "manager_name": row.manager_name or "",
        **links_for(row.person_id, row.category),
        **personal,
    }
    return values | {"action_url": button_address(message, values)}


def _name(row: ClaimedRow) -> str:
    return row.formatted_name or f"{row.given_name} {row.family_name}".strip()


def _parcel(
    row: ClaimedRow, language: str, shapes: Shapes, values: dict[str, str], own: frozenset[str]
) -> Parcel:
    return Parcel(
        id=row.id,
        sending_id=row.sending_id,
        person_id=row.person_id,
        channel=row.channel,
        attempts=row.attempts,
        language=language,
        address=row.email or "",
        name=_name(row) or row.email or "",
        category=row.category,
        shapes=shapes,
        values=values,
        own=own,
    )


def links_for(person_id: int, category: str) -> dict[str, str]:
    """The links that every message may carry."""
    return {
        "company": settings.COMPANY,
        "preferences_url": _preferences_url(settings.PUBLIC_URL),
        "unsubscribe_url": unsubscribe_url(person_id, category) if category else "",
    }


@lru_cache(maxsize=2)
def _preferences_url(site: str) -> str:
    return site + reverse("delivery:preferences")


def button_address(message: Message, values: dict[str, str]) -> str:
    """Where the button leads this reader; nowhere when the area has no address for them (any more)."""
    address = values.get("action_url", message.action_url)
    return absolute(_with_values(address, {**values, "action_url": ""}))


def _with_values(address: str, values: dict[str, str]) -> str:
    """An address with its fields replaced; one that it begins with may be a whole address, others are parts of one."""

    def in_place(found: re.Match[str]) -> str:
        value = values.get(found[1], found[0])
        return value if found.start() == 0 else made_safe(value, "link_part")

    return FIELD.sub(in_place, address)
