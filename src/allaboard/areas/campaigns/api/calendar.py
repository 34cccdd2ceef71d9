"""The calendar of campaigns for programs: what each day and week asks of people."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from allaboard.areas.campaigns.queries.calendar import Week, month_of, month_weeks
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import scope
from allaboard.foundation.touchpoints.facade import weekly_minutes

router = Router()
Month = Annotated[
    str,
    Query(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$", description="Such as 2026-03; without it, this month"),
]


class EntryOut(Schema):
    """A message that goes out, how many people it is for, and the hours it takes of all of them."""

    campaign_id: Annotated[int, Field(alias="step.campaign_id")]
    step_id: Annotated[int, Field(alias="step.pk")]
    subject: Annotated[str, Field(alias="step.subject")]
    people: int
    hours: float


class DayOut(Schema):
    """A day with its messages, and the hours they take together; `level` is 0, nothing, to 4, a lot."""

    on: date
    is_in_month: bool
    hours: float
    level: int
    entries: list[EntryOut]


class WeekOut(Schema):
    """A week, and the minutes it asks of each person: so far by all messages, from today by campaigns."""

    monday: date
    minutes_each: float
    days: list[DayOut]


class CalendarOut(Schema):
    """The weeks that touch a month, Monday first."""

    month: date
    full_minutes: Annotated[int, Field(description="The most that people should be asked for in a week")]
    weeks: list[WeekOut]


@dataclass(frozen=True, slots=True)
class Shown:
    """A month as it is told."""

    month: date
    full_minutes: int
    weeks: list[Week]


@router.get("/calendar", response=CalendarOut, auth=scope("campaigns:read"))
def read_calendar(request: ActorRequest, month: Month = "") -> Shown:
    """A month of messages by what they ask of people."""
    require(request.actor.is_team)
    today = timezone.localdate()
    first = month_of(month, today)
    if month and f"{first:%Y-%m}" != month:
        raise RuleBroken(_("This month is too far away."))
    return Shown(first, weekly_minutes(), month_weeks(request.actor, first, today))
