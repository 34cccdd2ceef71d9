"""Keeps what delivery notices say."""

from django.db import transaction
from django.db.models import Q

from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery.bounces import Bounce, bounces_in
from allaboard.foundation.delivery.choices import Channel, State
from allaboard.foundation.delivery.models import DeadAddress, Delivery
from allaboard.foundation.delivery.permissions import may_lift_address


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
        if bounce.is_for_good:
            _fail_delivery(bounce)
        if bounce.closes_address:
            _close_address(bounce, by)
    return bounces


def _fail_delivery(bounce: Bounce) -> None:
    if bounce.sending_id is None:
        return
    mail = Q(sending=bounce.sending_id) | Q(digest__sending=bounce.sending_id)
    Delivery.objects.filter(
        mail,
        person=bounce.person_id,
        channel=Channel.EMAIL,
        state=State.SENT,
        person__email__iexact=bounce.address,
    ).update(state=State.FAILED, reason=f"came back: {bounce.status} {bounce.reason}"[:300])


def _close_address(bounce: Bounce, by: Actor) -> None:
    kept, is_new = DeadAddress.objects.get_or_create(
        address=bounce.address, defaults={"code": bounce.status[:12], "reason": bounce.reason}
    )
    if is_new:
        record("address.bounced", by=by, on=kept, status=bounce.status)
