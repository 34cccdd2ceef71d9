"""Personal links: a signed token that names a wave and a person, so that a phone can answer without signing in."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from allaboard.errors import NotFound

_SIGNER = signing.Signer(salt="allaboard.listening.answer", sep=".")


def token_for(wave_id: int, person_id: int) -> str:
    """A token with which this person may answer this wave once."""
    return _SIGNER.sign(f"{wave_id:x}-{person_id:x}")


def place_of(token: str) -> tuple[int, int]:
    """The wave and person that a token names.

    Raises:
        NotFound: the token was not made here.
    """
    try:
        wave, person = _SIGNER.unsign(token).split("-")
    except (signing.BadSignature, ValueError) as error:
        raise NotFound from error
    return int(wave, 16), int(person, 16)


def answer_link(wave_id: int, person_id: int) -> str:
    """The personal address under which the person answers."""
    return settings.PUBLIC_URL + reverse("listening:personal", args=[token_for(wave_id, person_id)])
