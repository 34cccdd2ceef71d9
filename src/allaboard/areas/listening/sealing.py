"""Seals ballots until the close: the key lies outside the database, so a copy of the database alone says nothing."""

import json
import secrets
from collections.abc import Mapping
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from allaboard.areas.listening.rules import Ballot

NONCE_BYTES = 12
STEP = 1_024  # bytes: were a sheet as long as its words, its length would find them again after the close


@lru_cache(maxsize=4)
def _key(secret: str) -> AESGCM:
    derived = HKDF(SHA256(), 32, salt=None, info=b"allaboard listening ballots").derive(secret.encode())
    return AESGCM(derived)


def _bound_to(wave_id: int) -> bytes:
    return b"listening.ballot|%d" % wave_id


def seal(wave_id: int, ballot: Ballot) -> bytes:
    """Encrypt a ballot, or a part of one, so that it opens for this wave only and its length says little."""
    plain = json.dumps({"values": dict(ballot.values), "comments": dict(ballot.comments)}).encode()
    padded = plain.ljust(-(-len(plain) // STEP) * STEP)
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + _key(settings.SECRET_KEY).encrypt(nonce, padded, _bound_to(wave_id))


def unseal(wave_id: int, sealed: bytes | memoryview) -> Ballot:
    """Open what `seal` closed, with the present key or one that was replaced by it.

    Raises:
        ValueError: sealed for another wave, with a key that is gone, or tampered with.
    """
    nonce, rest = bytes(sealed[:NONCE_BYTES]), bytes(sealed[NONCE_BYTES:])
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            kept: Mapping[str, dict[str, str]] = json.loads(
                _key(secret).decrypt(nonce, rest, _bound_to(wave_id))
            )
        except InvalidTag:
            continue
        return Ballot(kept["values"], kept["comments"])
    raise ValueError(f"a ballot of wave {wave_id} cannot be opened: its key is gone or it was changed")
