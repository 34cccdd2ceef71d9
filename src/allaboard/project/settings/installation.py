"""Where this installation lives, what it is called, and its secret."""

import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from urllib.parse import urlsplit

from allaboard.project import environment

HOME: Path = environment.HOME.value()
DEBUG = environment.DEBUG.value()
COMPANY = environment.COMPANY.value()
PUBLIC_URL = (
    environment.PUBLIC_URL.value().rstrip("/")
    or f"http://{environment.HOST.value()}:{environment.PORT.value()}"
)
HTTPS = environment.HTTPS.value()


def kept_secret(home: Path) -> str:
    """The secret beside the database, made at the first start; processes that start at once agree on the first."""
    kept = home / "secret_key"
    if not kept.exists():
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        with NamedTemporaryFile("w", dir=home) as made:  # for us alone
            made.write(secrets.token_urlsafe(64))
            made.flush()
            with suppress(FileExistsError):
                kept.hardlink_to(made.name)
    return kept.read_text()


SECRET_KEY = environment.SECRET_KEY.value() or kept_secret(HOME)
SECRET_KEY_FALLBACKS = environment.OLD_SECRET_KEYS.value()
ALLOWED_HOSTS = [*environment.ALLOWED_HOSTS.value(), urlsplit(PUBLIC_URL).hostname or "localhost"]
