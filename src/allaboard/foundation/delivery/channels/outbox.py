"""The outbox on the screen: where e-mail goes while no mail server is set up."""

from collections.abc import Sequence
from concurrent.futures import Future

from allaboard.foundation.delivery.channels.protocol import done
from allaboard.foundation.delivery.composing.fields import filled
from allaboard.foundation.delivery.models import OutboxMail
from allaboard.foundation.delivery.parcels import Parcel
from allaboard.foundation.delivery.rules import Outcome, sent


class Outbox:
    """Keeps each e-mail as a row that administrators and HR can read."""

    def deliver(self, parcels: Sequence[Parcel], claim: str) -> "Future[list[Outcome]]":
        """Write the mails down; one that is there already is not written twice."""
        OutboxMail.objects.bulk_create(
            [
                OutboxMail(
                    delivery_id=parcel.id,
                    to=parcel.address,
                    subject=filled(parcel.shapes.subject, parcel.values)[:500],
                    text=filled(parcel.shapes.text, parcel.values),
                    html=filled(parcel.shapes.html, parcel.values),
                )
                for parcel in parcels
            ],
            ignore_conflicts=True,
        )
        return done([sent(parcel.id) for parcel in parcels])

    def close(self) -> None:
        """There is no connection."""
