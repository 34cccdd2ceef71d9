"""The outbox on the screen and the addresses that do not work, as tables."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.delivery import queries
from allaboard.foundation.delivery.models import DeadAddress, OutboxMail
from allaboard.ui.columns import Column
from allaboard.ui.tables import Table, action_on_chosen


def outbox_table(request: ActorRequest) -> Table:
    """The mails of the outbox that the actor may see, the latest first."""
    return Table(
        columns=[
            Column(
                "subject", _("Subject and reader"), sort="subject", url=_page_of, detail=lambda mail: mail.to
            ),
            Column("written", _("Written"), _written, sort="written_at", kind="whole"),
        ],
        file_columns=lambda: [
            Column("subject", _("Subject")),
            Column("to", _("Reader")),
            Column("written_at", _("Written")),
        ],
        queryset=queries.outbox_visible_to(request.actor),
        request=request,
        default_sort="-pk",
        page_size=30,
        search=_holding,
        name="outbox",
        caption=_("Outbox"),
        empty=(_("No e-mail has been written yet."), "", ""),
    )


def _page_of(mail: OutboxMail) -> str:
    return reverse("delivery:outbox_mail", args=[mail.pk])


def _written(mail: OutboxMail) -> str:
    return date_format(localtime(mail.written_at), "DATETIME_FORMAT")


def _holding(mails: QuerySet[OutboxMail], text: str) -> QuerySet[OutboxMail]:
    return mails.filter(Q(subject__icontains=text) | Q(to__icontains=text))


def address_table(request: ActorRequest) -> Table:
    """The addresses that mail servers have refused for good, the latest first."""
    works = action_on_chosen(request, "lift", _("They work again"), reverse("delivery:lift_addresses"))
    return Table(
        columns=[
            Column("address", _("Address"), sort="address"),
            Column("why", _("Why"), _why, sort="code", kind="words"),
            Column("since", _("Since"), lambda dead: localtime(dead.since).date(), sort="since", kind="date"),
        ],
        file_columns=lambda: [
            Column("address", _("Address")),
            Column("code", _("Code")),
            Column("reason", _("Why")),
            Column("since", _("Since")),
        ],
        queryset=queries.dead_addresses_visible_to(request.actor),
        request=request,
        default_sort="-since",
        search=_saying,
        bulk_actions=[works],
        name="addresses",
        caption=_("Addresses that do not work"),
        empty=(_("Every address works, as far as we know."), "", ""),
    )


def _why(dead: DeadAddress) -> str:
    return f"{dead.code} {dead.reason}".strip()


def _saying(addresses: QuerySet[DeadAddress], text: str) -> QuerySet[DeadAddress]:
    return addresses.filter(Q(address__icontains=text) | Q(reason__icontains=text) | Q(code__startswith=text))
