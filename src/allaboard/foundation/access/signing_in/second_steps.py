"""The secrets of second steps, sealed: authenticator apps and the seeds of recovery codes.

A secret opens in its user's row alone. The library seals it before there is a row and opens it without saying whose it
is, so the row says it: what is loaded becomes a `Kept` secret that knows its user, and what is saved is bound to its user
on the way.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from allauth.mfa.models import Authenticator

from allaboard import sealing

PURPOSE = "access second steps"
COLUMN = "mfa_authenticator.data|"
SECRETS = {str(Authenticator.Type.TOTP): "secret", str(Authenticator.Type.RECOVERY_CODES): "seed"}


class Kept(str):
    """A sealed secret as it lies in the row of a user."""

    user_id: int

    @classmethod
    def in_row_of(cls, user_id: int, text: str) -> "Kept":
        """The secret, knowing whose it is."""
        kept = cls(text)
        kept.user_id = user_id
        return kept


def sealed(text: str, user_id: int | None = None) -> str:
    """The secret as it is kept for this user; without one, as it is handed over until its row is saved."""
    return urlsafe_b64encode(sealing.seal(text.encode(), purpose=PURPOSE, place=_place(user_id))).decode()


def opened(kept: str) -> str:
    """The secret as it is used.

    Raises:
        CannotOpenError: it was sealed with a key that is not known here, or for another user.
    """
    place = _place(kept.user_id if isinstance(kept, Kept) else None)
    return sealing.unseal(urlsafe_b64decode(kept), purpose=PURPOSE, place=place).decode()


def _place(user_id: int | None) -> str:
    return COLUMN if user_id is None else f"{COLUMN}{user_id}"


def know_owner(sender: type[Authenticator], instance: Authenticator, **_signal: Any) -> None:
    """Tell the secret of a row that was loaded whose it is."""
    if instance.pk is None or not {"user_id", "type", "data"} <= instance.__dict__.keys():
        return
    name = SECRETS.get(instance.type)
    if name in instance.data:
        instance.data[name] = Kept.in_row_of(instance.user_id, instance.data[name])


def bind_to_owner(sender: type[Authenticator], instance: Authenticator, **_signal: Any) -> None:
    """Seal the secret of a new row for its user alone."""
    name = SECRETS.get(instance.type)
    if name and not isinstance(instance.data[name], Kept):
        secret = opened(instance.data[name])
        instance.data[name] = Kept.in_row_of(instance.user_id, sealed(secret, instance.user_id))


def how_many_cannot_be_opened() -> int:
    """How many secrets of second steps no known key opens: their owners cannot sign in with them."""
    rows = Authenticator.objects.filter(type__in=SECRETS).values_list("user_id", "type", "data")
    return sum(
        not sealing.opens(
            urlsafe_b64decode(str(data.get(SECRETS[kind], ""))), purpose=PURPOSE, place=_place(user_id)
        )
        for user_id, kind, data in rows.iterator()
    )
