"""Personal addresses of briefs: signed, so that guessing is useless, and kept, so that they can be taken back."""

from collections.abc import Sequence

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.translation import gettext as _

from allaboard.areas.initiatives.models import BriefLink
from allaboard.areas.initiatives.queries.briefs import working_links
from allaboard.errors import NotFound

_signer = signing.Signer(salt="initiatives.brief", sep="~")


def address_of(link: BriefLink) -> str:
    """The full address at which the leader reads the brief."""
    token = _signer.sign(link.nonce)
    return f"{settings.PUBLIC_URL}{reverse('initiatives:personal_brief', args=[token])}"


def link_behind(token: str) -> BriefLink:
    """The link that a token stands for, if it still works.

    Raises:
        NotFound: the token is not ours, has run out or was taken back.
    """
    try:
        nonce = _signer.unsign(token)
    except signing.BadSignature as error:
        raise NotFound from error
    known = working_links().select_related("stakeholder__person", "stakeholder__initiative__owner")
    link = known.filter(nonce=nonce).first()
    if link is None or not link.stakeholder.person.active:
        raise NotFound(
            _("This link was taken back or has run out. Ask HR for a new one, or sign in to read it.")
        )
    return link


def addresses(initiative_id: int, person_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """Each leader's newest working address, as delivery asks for it at sending time."""
    links = working_links().filter(
        stakeholder__initiative_id=initiative_id, stakeholder__person_id__in=person_ids
    )
    oldest_first = links.select_related("stakeholder").order_by("made_at", "pk")
    return {link.stakeholder.person_id: {"action_url": address_of(link)} for link in oldest_first}
