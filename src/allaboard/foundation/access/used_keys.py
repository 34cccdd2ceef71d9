"""Which secret keys the database was used with, so that a start with another one is noticed at once."""

from django.conf import settings
from django.db.models import QuerySet

from allaboard.foundation.access.models import UsedKey
from allaboard.sealing import print_of


def note_key() -> None:
    """Remember the secret key of today."""
    UsedKey.objects.get_or_create(print=print_of(settings.SECRET_KEY))


def is_key_missing() -> bool:
    """Whether the database was used with a secret key that is named nowhere now."""
    return _missing().exists()


def forget_missing_keys() -> None:
    """Forget the keys that are named nowhere: nothing needs them any more."""
    _missing().delete()


def _missing() -> QuerySet[UsedKey]:
    known = [print_of(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return UsedKey.objects.exclude(print__in=known)
