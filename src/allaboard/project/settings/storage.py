"""Where things are kept: database, cache, files, and what browsers are given as it is."""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from allaboard.project import environment
from allaboard.project.settings.installation import DEBUG, HOME
from allaboard.project.static_files.sources import are_collected


def _database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")) or "allaboard",
        "USER": unquote(parts.username or "allaboard"),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }


# Without an address the launcher starts our own PostgreSQL and puts its address into the environment.
DATABASES = {"default": _database(environment.DATABASE_URL.value())}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "project_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # counts of tries: a full cache would forget some
    }
}

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
HOME.mkdir(parents=True, exist_ok=True, mode=0o700)
STATIC_ROOT.mkdir(exist_ok=True)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "allaboard.project.static_files.storage.BundledStorage"}
    if are_collected(STATIC_ROOT)
    else {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
