"""What delivery puts on Today and into the palette."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.foundation.access.roles import Actor, Role
from allaboard.foundation.delivery import queries
from allaboard.foundation.delivery.choices import State
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.delivery.services import inbox_page
from allaboard.foundation.today.facade import Card, Contribution, Hit
from allaboard.words import grouped

LOOKED_BACK = timedelta(days=7)


def cards(actor: Actor) -> list[Card]:
    """New messages for the reader; for HR, mail that does not leave, dead addresses, messages that cannot be made."""
    return [*_new_messages(actor), *_kept_here(actor), *_dead_addresses(actor), *_held_back(actor)]


def _kept_here(actor: Actor) -> list[Card]:
    """E-mails to own people that nobody gets: without this card, nobody would notice."""
    if settings.SMTP_URL:
        return []
    since = timezone.now() - LOOKED_BACK
    kept = queries.outbox_visible_to(actor).filter(written_at__gte=since, delivery__person__is_sample=False)
    number = kept.count()
    if not number:
        return []
    title = ngettext("%s e-mail has not left Allaboard", "%s e-mails have not left Allaboard", number)
    return [
        Card(
            title % grouped(number),
            _(
                "No mail server is set up, so they stand in the outbox. Readers find them in their inbox here."
            ),
            reverse("delivery:outbox"),
            _("Open the outbox"),
            priority=25,
            tone="warn",
        )
    ]


def _new_messages(actor: Actor) -> list[Card]:
    if actor.is_team:
        return []
    number = queries.unread_count(actor)
    if not number:
        return []
    title = ngettext("%s new message for you", "%s new messages for you", number) % grouped(number)
    newest = queries.inbox_of(actor).filter(seen_at=None).first()
    detail = inbox_page.headlines([newest])[0].subject if newest else ""
    return [Card(title, detail, reverse("delivery:inbox"), _("Read"), priority=30, kind="news")]


def _dead_addresses(actor: Actor) -> list[Card]:
    since = timezone.now() - LOOKED_BACK
    number = queries.dead_addresses_visible_to(actor).filter(since__gte=since).count()
    if not number:
        return []
    failed = Delivery.objects.filter(state=State.FAILED, sending__created_at__gte=since).count()
    title = ngettext("%s e-mail address does not work", "%s e-mail addresses do not work", number) % grouped(
        number
    )
    arrived = ngettext("%s message did not arrive this week", "%s messages did not arrive this week", failed)
    detail = arrived % grouped(failed) if failed else _("No more e-mail goes there.")
    return [Card(title, detail, reverse("delivery:addresses"), _("See them"), priority=45, tone="warn")]


def _held_back(actor: Actor) -> list[Card]:
    return [
        Card(
            _("“%s” cannot be sent just now") % each.subject,
            _("Something in Allaboard is broken. Tell whoever looks after it the reference %s.")
            % each.reference,
            reverse("delivery:addresses"),
            _("See them"),
            priority=20,
            tone="bad",
        )
        for each in queries.held_back_visible_to(actor)
    ]


def actions(actor: Actor) -> list[Hit]:
    """Places of delivery that have no entry in the navigation."""
    found = [Hit(_("What I want to hear of"), _("Messages"), reverse("delivery:preferences"), _("Page"))]
    if (actor.is_hr or actor.has(Role.ADMIN)) and not settings.SMTP_URL:
        found.append(Hit(_("Outbox"), _("E-mails that stay here"), reverse("delivery:outbox"), _("Page")))
    if actor.is_hr or actor.has(Role.ADMIN):
        found.append(
            Hit(_("Addresses that do not work"), _("Messages"), reverse("delivery:addresses"), _("Page"))
        )
    return found if actor.person_id or len(found) > 1 else []


CONTRIBUTION = Contribution(area="delivery", cards=cards, actions=actions)
