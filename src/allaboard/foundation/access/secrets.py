"""Secrets that are shown once and kept only as a digest."""

import hashlib
import secrets

TOKEN_PREFIX = "allaboard_"


def new_secret() -> str:
    """256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """The SHA-256 of a secret as 64 hex digits; enough, because the secret cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()
