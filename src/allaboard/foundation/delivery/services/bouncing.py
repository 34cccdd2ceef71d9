"""Keeps what delivery notices say."""

from django.db import transaction
from django.db.models import Q

from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery.bounces import Bounce, bounces_in
from allaboard.foundation.delivery.choices import Channel, State
from allaboard.foundation.delivery.composing.headers import envelope_address
from allaboard.foundation.delivery.models import DeadAddress, Delivery
from allaboard.foundation.delivery.permissions import may_lift_address
from allaboard.foundation.people.models import Person


@transaction.atomic
def record_bounce(mail: bytes, by: Actor) -> list[Bounce]:
    """Take in a delivery notice: what it quotes has failed, and an address that does not exist gets no more e-mail.

    Delays change nothing. The notice's word is taken only for an address it names; the delivery it quotes is marked when
    it went there.

    Raises:
        RuleBroken: the mail is no delivery notice.
    """
    require(may_lift_address(by))
    bounces = bounces_in(mail)
    for bounce in bounces:
        address = _as_in_directory(bounce)
        if bounce.is_for_good:
            _fail_delivery(bounce, address)
        if bounce.closes_address:
            _close_address(bounce, address, by)
    return bounces


def _as_in_directory(bounce: Bounce) -> str:
    """The address as the directory writes it: a notice has the domain in ASCII."""
    email = Person.objects.filter(pk=bounce.person_id or 0).values_list("email", flat=True).first() or ""
    is_same = (envelope_address(email) or "").lower() == bounce.address
    return email.strip().lower() if is_same else bounce.address


def _fail_delivery(bounce: Bounce, address: str) -> None:
    if bounce.sending_id is None:
        return
    mail = Q(sending=bounce.sending_id) | Q(digest__sending=bounce.sending_id)
    Delivery.objects.filter(
        mail,
        person=bounce.person_id,
        channel=Channel.EMAIL,
        state=State.SENT,
        person__email__iexact=address,
    ).update(state=State.FAILED, reason=f"came back: {bounce.status} {bounce.reason}"[:300])


def _close_address(bounce: Bounce, address: str, by: Actor) -> None:
    kept, is_new = DeadAddress.objects.get_or_create(
        address=address, defaults={"code": bounce.status[:12], "reason": bounce.reason}
    )
    if is_new:
        record("address.bounced", by=by, on=kept, status=bounce.status)
