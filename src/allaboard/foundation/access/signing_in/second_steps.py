"""The secrets of second steps, sealed: authenticator apps and the seeds of recovery codes."""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from allauth.mfa.models import Authenticator

from allaboard import sealing

PURPOSE = "access second steps"
# The library seals a secret before its row exists, so it is bound to the column and not to the user.
PLACE = "mfa_authenticator.data|"


def sealed(text: str) -> str:
    """The secret as it is kept."""
    return urlsafe_b64encode(sealing.seal(text.encode(), purpose=PURPOSE, place=PLACE)).decode()


def opened(kept: str) -> str:
    """The secret as it is used.

    Raises:
        CannotOpenError: it was sealed with a key that is not known here.
    """
    return sealing.unseal(urlsafe_b64decode(kept), purpose=PURPOSE, place=PLACE).decode()


def how_many_cannot_be_opened() -> int:
    """How many secrets of second steps no known key opens: their owners cannot sign in with them."""
    rows = Authenticator.objects.exclude(type=Authenticator.Type.WEBAUTHN).values_list("data", flat=True)
    kept = (urlsafe_b64decode(str(data.get("secret") or data.get("seed"))) for data in rows.iterator())
    return sum(not sealing.opens(each, purpose=PURPOSE, place=PLACE) for each in kept)
