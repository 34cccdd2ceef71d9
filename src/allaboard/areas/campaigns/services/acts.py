"""Notes who acted: from the directory, from the button in the message, or from an uploaded list."""

import csv
import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.choices import UNDER_WAY, OutcomeKind, Status
from allaboard.areas.campaigns.emails import ACT_SALT
from allaboard.areas.campaigns.models import Act, Assignment, Campaign
from allaboard.areas.campaigns.permissions import may_write
from allaboard.areas.campaigns.queries.campaigns import locked
from allaboard.areas.campaigns.queries.experiment import assignments_of
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments

LARGEST_LIST = 5 * 1024 * 1024
UNKNOWN_SHOWN = 20
NOTE = """
INSERT INTO campaigns_act (campaign_id, person_id, how, before, "on")
SELECT %s, audience.person_id, %s, %s, %s FROM ({people}) AS audience (person_id)
ON CONFLICT (campaign_id, person_id) DO NOTHING
"""
HEADERS = frozenset(
    {"email", "e-mail", "mail", "id", "external id", "external_id", "employee number", "employee_number"}
)


def observe_before(campaign: Campaign) -> int:
    """Note at launch for whom the outcome held already, on both sides."""
    return _observe(campaign, before=True)


def observe(campaign: Campaign) -> int:
    """Note everyone of the audience for whom the outcome's rule has come true; returns how many are new."""
    return _observe(campaign, before=False)


def _observe(campaign: Campaign, *, before: bool) -> int:
    if not campaign.counts_by(OutcomeKind.RULE):
        return 0
    matching = segments.people_matching(campaign.outcome_rule).order_by().values("pk")
    audience = assignments_of(campaign).filter(person__in=matching)
    return _note(campaign, audience, OutcomeKind.RULE, before=before)


def _note(
    campaign: Campaign, audience: QuerySet[Assignment], how: OutcomeKind, *, before: bool = False
) -> int:
    """Note these people as having acted, in one statement; returns how many are new."""
    try:
        people, parameters = audience.order_by().values("person_id").query.sql_with_params()
    except EmptyResultSet:  # the rule can hold for nobody
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            NOTE.format(people=people), [campaign.pk, how, before, timezone.localdate(), *parameters]
        )
        return int(cursor.rowcount)


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a personal link leads to."""

    campaign: Campaign
    step_id: int
    person_id: int
    title: str
    url: str
    has_acted: bool


def invitation_for(token: str) -> Invitation:
    """The campaign and person behind a personal link; reading it changes nothing.

    Raises:
        NotFound: the link was changed or has ended, or it leads to nothing that may be acted on.
    """
    try:
        campaign_id, step_id, person_id = signing.loads(token, salt=ACT_SALT)
    except signing.BadSignature as error:
        raise NotFound from error
    assigned = Assignment.objects.filter(person=person_id, version__campaign=campaign_id)
    found = assigned.select_related("version__campaign").first()
    if found is None:
        raise NotFound
    campaign = found.version.campaign
    step = campaign.steps.filter(pk=step_id).first()
    acted = campaign.acts.filter(person=person_id).exists()
    return Invitation(campaign, step_id, person_id, campaign.outcome, step.action_url if step else "", acted)


@transaction.atomic
def acknowledge(token: str) -> Invitation:
    """Note that the person pressed the button; twice is once.

    Raises:
        RuleBroken: the campaign takes no acts any more.
    """
    invitation = invitation_for(token)
    if invitation.campaign.status not in (Status.RUNNING, Status.PAUSED):
        raise RuleBroken(_("This has ended. Thank you all the same."))
    Act.objects.get_or_create(
        campaign=invitation.campaign,
        person_id=invitation.person_id,
        defaults={"how": OutcomeKind.ACKNOWLEDGED, "step_id": invitation.step_id, "on": timezone.localdate()},
    )
    return invitation


@dataclass(frozen=True, slots=True)
class ListResult:
    """What became of an uploaded list."""

    rows: int
    noted: int
    known_before: int
    outside: int  # in the directory, but not of this audience
    unknown: tuple[str, ...]
    unknown_count: int


@transaction.atomic
def note_listed(campaign_id: int, listed: Sequence[str], *, by: Actor) -> ListResult:
    """Note everyone named in a list, by e-mail or id, as having acted.

    Raises:
        NotAllowed: the actor does not write campaigns.
        RuleBroken: the campaign does not count by list, or is not running.
    """
    require(may_write(by))
    campaign = locked(by, campaign_id)
    if not campaign.counts_by(OutcomeKind.LISTED) or campaign.status not in UNDER_WAY:
        raise RuleBroken(_("A list can be added while a campaign that counts by list is running."))
    keys = list(dict.fromkeys(listed))
    found = _matched(keys)
    people = set(found.values())
    audience = assignments_of(campaign).filter(person__in=people)
    in_audience = audience.count()
    noted = _note(campaign, audience, OutcomeKind.LISTED)
    unknown = [key for key in keys if key not in found]
    result = ListResult(
        rows=len(keys),
        noted=noted,
        known_before=in_audience - noted,
        outside=len(people) - in_audience,
        unknown=tuple(unknown[:UNKNOWN_SHOWN]),
        unknown_count=len(unknown),
    )
    record("campaign.list_added", by=by, on=campaign, rows=len(keys), noted=noted, unknown=len(unknown))
    return result


def listed_in(content: bytes) -> list[str]:
    """The first filled cell of each row of a CSV file; a header row is left out.

    Raises:
        RuleBroken: it is no CSV file, or too large.
    """
    if len(content) > LARGEST_LIST:
        raise RuleBroken(_("The list is larger than 5 MB."))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RuleBroken(_("The list is not UTF-8 text. Save it as CSV with UTF-8.")) from error
    if "\0" in text:
        raise RuleBroken(_("This is not a text list. Save it as CSV."))
    rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in text.partition("\n")[0] else ",")
    try:
        cells = [next((cell.strip() for cell in row if cell.strip()), "") for row in rows]
    except csv.Error as error:
        raise RuleBroken(_("The list cannot be read as CSV: %(why)s.") % {"why": error}) from error
    return [cell for cell in cells if cell and cell.casefold() not in HEADERS]


def _matched(keys: Collection[str]) -> dict[str, int]:
    """Person ids by the key that names them: an e-mail in any case, an external id or employee number as it stands."""
    people = Person.objects.annotate(address=Upper("email")).filter(
        Q(address__in={key.upper() for key in keys}) | Q(external_id__in=keys) | Q(employee_number__in=keys)
    )
    by_address: dict[str, int] = {}
    by_number: dict[str, int] = {}
    for pk, address, *numbers in people.values_list("pk", "address", "external_id", "employee_number"):
        by_address[address or ""] = pk
        by_number.update({number: pk for number in numbers if number})
    found = {key: by_number.get(key) or by_address.get(key.upper()) for key in keys}
    return {key: pk for key, pk in found.items() if pk is not None}
