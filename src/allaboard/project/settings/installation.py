"""Where this installation lives, what it is called, and its secret."""

import secrets
from pathlib import Path
from urllib.parse import urlsplit

from allaboard.project import environment

HOME: Path = environment.HOME.value()
DEBUG = environment.DEBUG.value()
COMPANY = environment.COMPANY.value()
PUBLIC_URL = environment.PUBLIC_URL.value() or f"http://{environment.HOST.value()}:{environment.PORT.value()}"
HTTPS = environment.HTTPS.value()


def _secret_key() -> str:
    """The configured secret, or one made at the first start and kept beside the database."""
    if environment.SECRET_KEY.value():
        return environment.SECRET_KEY.value()
    kept = HOME / "secret_key"
    try:
        return kept.read_text()
    except FileNotFoundError:
        HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(64))
        return kept.read_text()


SECRET_KEY = _secret_key()
SECRET_KEY_FALLBACKS = environment.OLD_SECRET_KEYS.value()
ALLOWED_HOSTS = [*environment.ALLOWED_HOSTS.value(), urlsplit(PUBLIC_URL).hostname or "localhost"]
