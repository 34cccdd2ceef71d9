"""Seals the attributes that the law protects; nobody reads them from the database alone."""

import json
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

VERSION = b"\x01"
NONCE_BYTES = 12


@lru_cache(maxsize=2)
def _key(secret: str) -> AESGCM:
    derived = HKDF(SHA256(), 32, salt=None, info=b"allaboard people protected attributes").derive(
        secret.encode()
    )
    return AESGCM(derived)


def _bound_to(person_id: int) -> bytes:
    return b"people.protected|%d|" % person_id + VERSION


def seal(person_id: int, attributes: dict[str, str]) -> bytes:
    """Encrypt the attributes so that they open only for this person's row."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    plain = json.dumps(attributes, sort_keys=True, ensure_ascii=False).encode()
    return VERSION + nonce + _key(settings.SECRET_KEY).encrypt(nonce, plain, _bound_to(person_id))


def unseal(person_id: int, ciphertext: bytes) -> dict[str, str]:
    """Decrypt one person's attributes.

    Raises:
        ValueError: sealed for somebody else, with another key, or tampered with.
    """
    nonce, sealed = ciphertext[1 : 1 + NONCE_BYTES], ciphertext[1 + NONCE_BYTES :]
    try:
        plain = _key(settings.SECRET_KEY).decrypt(nonce, sealed, _bound_to(person_id))
    except InvalidTag as error:
        raise ValueError(f"the protected attributes of person {person_id} cannot be opened") from error
    opened: dict[str, str] = json.loads(plain)
    return opened
