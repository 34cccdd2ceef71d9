"""The outbox on the screen: where e-mail goes while no mail server is set up."""

from collections.abc import Sequence
from concurrent.futures import Future

from django.urls import reverse

from allaboard.foundation.delivery.channels.protocol import done
from allaboard.foundation.delivery.composing.fields import filled
from allaboard.foundation.delivery.composing.personal import absolute
from allaboard.foundation.delivery.models import OutboxMail
from allaboard.foundation.delivery.parcels import Parcel
from allaboard.foundation.delivery.rules import Outcome, sent
from allaboard.foundation.people.models import Person


class Outbox:
    """Keeps each e-mail as a row that administrators and HR can read.

    With a personal link they could answer a survey or a brief in the reader's name, so such links are kept out; the
    reader finds them in the inbox. Those of the sample company's people stay: nobody is behind them.
    """

    def deliver(self, parcels: Sequence[Parcel], claim: str) -> "Future[list[Outcome]]":
        """Write the mails down; one that is there already is not written twice."""
        readers = {parcel.person_id for parcel in parcels}
        made_up = set(Person.objects.filter(pk__in=readers, is_sample=True).values_list("pk", flat=True))
        OutboxMail.objects.bulk_create(
            [
                _written(parcel, parcel.values if parcel.person_id in made_up else _for_others(parcel))
                for parcel in parcels
            ],
            ignore_conflicts=True,
        )
        return done([sent(parcel.id) for parcel in parcels])

    def close(self) -> None:
        """There is no connection."""


def _written(parcel: Parcel, values: dict[str, str]) -> OutboxMail:
    return OutboxMail(
        delivery_id=parcel.id,
        to=parcel.address,
        subject=filled(parcel.shapes.subject, values)[:500],
        text=filled(parcel.shapes.text, values),
        html=filled(parcel.shapes.html, values),
    )


def _for_others(parcel: Parcel) -> dict[str, str]:
    """The values, with all that holds something of the reader's own replaced by the way to an explanation."""
    own = [parcel.values[name] for name in parcel.own if parcel.values.get(name)]
    instead = absolute(reverse("delivery:outbox")) + "#personal-links"
    return {
        name: instead if any(each in value for each in own) else value
        for name, value in parcel.values.items()
    }
