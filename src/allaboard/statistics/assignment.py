"""Who is held out of a campaign: how many people, and the keyed hash by which the database ranks them."""

from fractions import Fraction
from hashlib import sha256
from math import ceil

DIGITS = 15  # of a share, as many as PostgreSQL keeps when it makes an exact number of one
BLOCK_BYTES = 64  # of SHA-256, to which HMAC fills its key


def holdout_size(people: int, share: float) -> int:
    """How many of so many people are held out: their part, to the nearest whole person.

    Args:
        people: the audience, at least 0.
        share: part to hold out, 0 to 1, taken to 15 digits: 0.07 is seven hundredths, as the database takes it.

    Returns:
        A whole number from 0 to `people`; a half counts down, so that half of one person is nobody.

    Raises:
        ValueError: the share lies outside 0 to 1.
    """
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    return ceil(Fraction(f"{share:.{DIGITS}g}") * people - Fraction(1, 2))


def hmac_pads(secret: str) -> tuple[bytes, bytes]:
    """What HMAC-SHA-256 puts before a text and before the hash of that, so that plain SHA-256 can do the rest.

    Args:
        secret: the key, such as a campaign's seed.

    Returns:
        (inner, outer), 64 bytes each; the HMAC of a text is `sha256(outer + sha256(inner + text))`.

    Source:
        RFC 2104, section 2. HMAC as a pseudo-random function: Bellare (2006), CRYPTO 2006, LNCS 4117:602-619.
    """
    key = secret.encode()
    key = (sha256(key).digest() if len(key) > BLOCK_BYTES else key).ljust(BLOCK_BYTES, b"\0")
    return bytes(byte ^ 0x36 for byte in key), bytes(byte ^ 0x5C for byte in key)
