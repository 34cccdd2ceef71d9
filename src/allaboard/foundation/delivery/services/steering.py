"""Pauses, resumes and cancels; shows and tries a message; removes the sample's."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.bulk import unchecked
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.delivery.choices import SendingStatus, State, Suppression
from allaboard.foundation.delivery.composing.fields import KNOWN_FIELDS, filled
from allaboard.foundation.delivery.composing.languages import in_language_of
from allaboard.foundation.delivery.composing.shapes import shapes_of
from allaboard.foundation.delivery.messages import Message, Preview, Send, SendRef, Written
from allaboard.foundation.delivery.models import Delivery, OutboxMail, Sending
from allaboard.foundation.delivery.permissions import may_steer
from allaboard.foundation.delivery.services.packing import button_address, links_for
from allaboard.foundation.delivery.services.planning import require_valid, schedule
from allaboard.foundation.delivery.services.tallying import fold_tallies
from allaboard.foundation.jobs.facade import defer
from allaboard.foundation.people.models import Person


def _steered(send_id: int, by: Actor) -> Sending:
    sending = Sending.objects.select_for_update().filter(pk=send_id).first()
    if sending is None:
        raise NotFound
    require(may_steer(by, sending))
    return sending


@transaction.atomic
def pause(send_id: int, by: Actor) -> None:
    """Hold everything that no worker has in hand."""
    _set_status(_steered(send_id, by), SendingStatus.PAUSED, by, "message.paused")


@transaction.atomic
def resume(send_id: int, by: Actor) -> None:
    """Go on with a paused sending."""
    _set_status(_steered(send_id, by), SendingStatus.ACTIVE, by, "message.resumed")
    defer("delivery.run_due", once="delivery.run_due")


@transaction.atomic
def cancel(send_id: int, by: Actor) -> int:
    """Stop a sending for good and return how many deliveries will not happen; what is on its way arrives."""
    sending = _steered(send_id, by)
    waiting = sending.deliveries.filter(state__in=[State.PLANNED, State.DEFERRED])
    stopped = waiting.update(state=State.SUPPRESSED, reason=Suppression.CANCELLED)
    _set_status(sending, SendingStatus.CANCELLED, by, "message.cancelled")
    return stopped


@transaction.atomic
def keep_until(area: str, object_ref: str, ends: datetime, by: Actor) -> None:
    """Send what is planned about an object until another moment, and none of it afterwards."""
    for sending in Sending.objects.select_for_update().filter(area=area, object_ref=object_ref):
        require(may_steer(by, sending))
        sending.expires_at = ends
        sending.save(update_fields=["expires_at"])


def _set_status(sending: Sending, status: SendingStatus, by: Actor, action: str) -> None:
    if sending.status == SendingStatus.CANCELLED and status != SendingStatus.CANCELLED:
        raise RuleBroken(_("This was cancelled for good. Nothing of it is sent any more."))
    sending.status = status
    sending.save(update_fields=["status"])
    record(action, by=by, on=sending)


def values_for(person: Person, message: Message, personal: dict[str, str] | None = None) -> dict[str, str]:
    """What the fields of a message stand for when this person gets it."""
    values = {
        "first_name": person.first_name,
        "name": person.name,
        "email": person.email or "",
        "title": person.title,
        "department": person.department,
        "location": person.work_location,
        "manager_name": person.manager.name if person.manager else "",
        **links_for(person.pk, message.category),
        **(personal or {}),
    }
    return values | {"action_url": button_address(message, values)}


def preview(message: Message | Written, person: Person, personal: dict[str, str] | None = None) -> Preview:
    """The message as this person would get it, in their language.

    Raises:
        RuleBroken: a field is unknown or the message is not complete.
    """
    message = in_language_of(person, message)
    require_valid(message, {*KNOWN_FIELDS, *(personal or {})})
    shapes, values = shapes_of(message), values_for(person, message, personal)
    return Preview(
        subject=filled(shapes.subject, values),
        text=filled(shapes.text, values),
        html=filled(shapes.html, values),
        inbox_html=filled(shapes.inbox, values),
    )


def send_test(message: Message, to: Person, by: Actor) -> SendRef:
    """Send the message to one person at once, as it would look to them; it counts nowhere, and comes whatever they want to hear of."""
    key = f"test:{to.pk}:{timezone.now().timestamp()}"
    audience = Person.objects.filter(pk=to.pk)
    channels = ("email", "inbox")
    return schedule(
        Send(key=key, message=message, audience=audience, channels=channels, area="test", is_urgent=True), by
    )


@transaction.atomic
def remove_sample() -> int:
    """Delete the sample company's sendings with everything in them and return how many rows went."""
    deliveries = Delivery.objects.filter(Q(sending__is_sample=True) | Q(person__is_sample=True))
    removed: int = OutboxMail.objects.filter(delivery__in=deliveries)._raw_delete("default")
    Delivery.objects.filter(digest__isnull=False, digest__in=deliveries).update(digest=None)
    with unchecked():  # nothing leads to them any more
        removed += deliveries._raw_delete("default")
    fold_tallies()
    return removed + Sending.objects.filter(is_sample=True)._raw_delete("default")
