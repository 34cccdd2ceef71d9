"""Seals what nobody may read from the database alone: second steps of signing in, protected attributes."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from allaboard.errors import RuleBroken
from allaboard.words import gettext as _

log = logging.getLogger(__name__)
VERSION = b"\x01"
NONCE_BYTES = 12


class CannotOpenError(RuleBroken):
    """Sealed with a key that is not known here, sealed for something else, or tampered with."""


@lru_cache(maxsize=16)
def _key(secret: str, purpose: str) -> AESGCM:
    info = f"allaboard {purpose}".encode()
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=info).derive(secret.encode()))


def print_of(secret: str) -> str:
    """What a key can be told by, and nothing else can be learnt from."""
    return HKDF(SHA256(), 16, salt=None, info=b"allaboard print of a key").derive(secret.encode()).hex()


def seal(plain: bytes, *, purpose: str, place: str) -> bytes:
    """Encrypt so that it opens for this purpose and in this place only, with the secret key of the installation."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    key = _key(settings.SECRET_KEY, purpose)
    return VERSION + nonce + key.encrypt(nonce, plain, place.encode() + VERSION)


def unseal(sealed: bytes, *, purpose: str, place: str) -> bytes:
    """Decrypt what was sealed with the secret key of today, or with one of the earlier ones still named.

    Raises:
        CannotOpenError: no known key opens it, or it was sealed for another place.
    """
    for plain in _opened_by_known_keys(sealed, purpose, place):
        return plain
    log.error("%s cannot be opened: was the secret key changed? See ./allaboard doctor", purpose)
    raise CannotOpenError(_("This cannot be opened here any more. Tell whoever looks after Allaboard."))


def opens(sealed: bytes, *, purpose: str, place: str) -> bool:
    """Whether a known key opens it."""
    return any(True for _plain in _opened_by_known_keys(sealed, purpose, place))


def _opened_by_known_keys(sealed: bytes, purpose: str, place: str) -> Iterator[bytes]:
    nonce, closed = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        with suppress(InvalidTag, ValueError):  # ValueError: too short to be anything of ours
            yield _key(secret, purpose).decrypt(nonce, closed, place.encode() + VERSION)
