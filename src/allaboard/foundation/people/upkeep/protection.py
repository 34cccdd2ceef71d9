"""Seals the attributes that the law protects; nobody reads them from the database alone."""

import json

from allaboard import sealing
from allaboard.foundation.people.models import ProtectedAttributes

PURPOSE = "people protected attributes"


def _place_of(person_id: int) -> str:
    return f"people.protected|{person_id}|"


def seal(person_id: int, attributes: dict[str, str]) -> bytes:
    """Encrypt the attributes so that they open only for this person's row."""
    plain = json.dumps(attributes, sort_keys=True, ensure_ascii=False).encode()
    return sealing.seal(plain, purpose=PURPOSE, place=_place_of(person_id))


def unseal(person_id: int, ciphertext: bytes) -> dict[str, str]:
    """Decrypt one person's attributes.

    Raises:
        CannotOpenError: sealed for somebody else, with another key, or tampered with.
    """
    opened: dict[str, str] = json.loads(
        sealing.unseal(ciphertext, purpose=PURPOSE, place=_place_of(person_id))
    )
    return opened


def how_many_cannot_be_opened() -> int:
    """How many people's protected attributes no known key opens."""
    kept = ProtectedAttributes.objects.values_list("person_id", "ciphertext").iterator()
    return sum(
        not sealing.opens(bytes(ciphertext), purpose=PURPOSE, place=_place_of(person_id))
        for person_id, ciphertext in kept
    )
