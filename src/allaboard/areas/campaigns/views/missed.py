"""Whom a campaign did not reach, by name and with the reason: for HR and those who send it."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.models import Campaign
from allaboard.areas.campaigns.permissions import may_see_each
from allaboard.areas.campaigns.queries.campaigns import campaign_for
from allaboard.areas.campaigns.queries.missed import in_words, missed_by_word, missed_in_order
from allaboard.errors import NotAllowed
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.access.roles import TEAM
from allaboard.foundation.people.facade import matching
from allaboard.foundation.people.models import Person
from allaboard.ui.columns import Column
from allaboard.ui.exports import exported
from allaboard.ui.tables import Filter, Table


@requires_role(*TEAM)
def unreached(request: ActorRequest, pk: int) -> HttpResponseBase:
    campaign = campaign_for(request.actor, pk)
    if not may_see_each(request.actor, campaign):
        raise NotAllowed(_("Only HR and those who send this campaign see whom it did not reach."))
    table = missed_table(request, campaign)
    return exported(table) or render(
        request, "campaigns/unreached.html", {"campaign": campaign, "table": table}
    )


def missed_table(request: ActorRequest, campaign: Campaign) -> Table:
    """People who got nothing, by the reason."""
    return Table(
        columns=[
            Column("person", _("Person"), "name", sort="given_name", kind="person", detail=_email),
            Column("department", _("Department"), sort="department"),
            Column("why", _("Why"), _why, sort="place"),
        ],
        file_columns=lambda: [
            Column("name", _("Name")),
            Column("email", _("E-mail")),
            Column("department", _("Department")),
            Column("why", _("Why"), _why),
        ],
        filters=[
            Filter("why", _("Why"), lambda found, word: found.filter(word=word), lambda: _reasons(campaign))
        ],
        search=matching,
        queryset=missed_in_order(campaign),
        request=request,
        default_sort="place",
        page_size=100,
        name="unreached",
        caption=_("Not delivered"),
        empty=(_("Everybody who was to get it has got it."), "", ""),
    )


def _reasons(campaign: Campaign) -> list[tuple[str, str]]:
    return sorted(((word, in_words(word)) for word in missed_by_word(campaign)), key=lambda pair: pair[1])


def _why(person: Person) -> str:
    return in_words(person.word)  # type: ignore[attr-defined]  # annotated


def _email(person: Person) -> str:
    return person.email or ""
