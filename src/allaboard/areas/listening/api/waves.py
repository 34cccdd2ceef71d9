"""Runs of surveys for programs: how many took part, what may be shown, themes; the day moved, called off, closed."""

from datetime import date

from django.urls import reverse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.queries.participation import Turnout, live_participation
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.queries.surveys import open_waves_for, visible_waves, wave_for
from allaboard.areas.listening.queries.themes import themes_of
from allaboard.areas.listening.results import exports
from allaboard.areas.listening.services import days, waves
from allaboard.areas.listening.services.grouping import begin_grouping
from allaboard.errors import NotFound
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope
from allaboard.foundation.jobs.facade import Work, work_of

router = Router()


class WaveOut(Schema):
    """One run of a survey."""

    id: int
    survey_id: int
    title: str
    stage: str
    opens_on: date
    closes_on: date
    closed_on: date | None
    invited: int | None = Field(
        description="null for results from elsewhere: nobody knows how many were asked"
    )
    minimum_group: int
    smallest_group: int


class WaitingOut(Schema):
    """A run that waits for the caller's own answer, and the page where it is given."""

    id: int
    title: str
    closes_on: date
    url: str

    @staticmethod
    def resolve_url(wave: Wave) -> str:
        """Where to answer, signed in."""
        return reverse("listening:answer", args=[wave.pk])


class TurnoutOut(Schema):
    """How many of a group took part at least."""

    attribute: str
    label: str
    at_least: int
    invited: int


class ShownOut(Schema):
    """What may be shown of a run, as a table."""

    columns: list[str]
    rows: list[list[str | int]]
    smallest_group: int


class ThemeOut(Schema):
    """Comments about the same thing: how many, their share of all (0 to 1), and how it has moved since the last run."""

    id: int
    title: str
    comments: int
    total: int
    share: float
    change: float | None
    change_low: float | None
    change_high: float | None
    quotes: list[str]
    is_praise: bool = Field(description="Whether it is to be kept rather than changed, told by its words")
    initiative_id: int | None


class GroupingOut(Schema):
    """How far a worker has come with grouping the comments; a failure says why it stopped."""

    done: int
    total: int
    failure: str
    is_finished: bool
    is_stalled: bool


class WaveChangeIn(Schema):
    """What may be changed of a run."""

    closes_on: date


@router.get("", response=Page[WaveOut], auth=scope("surveys:read"))
def list_waves(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[WaveOut]:
    """Runs of surveys that the caller may see."""
    return paginate(visible_waves(request.actor), cursor, limit)


@router.get("/waiting", response=Page[WaitingOut], auth=scope("surveys:read"))
def list_waiting(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[Wave]:
    """Open runs that wait for the caller's own answer, the first to close first."""
    waiting = open_waves_for(request.actor, timezone.localdate())
    return paginate(waiting, cursor, limit, order="closes_on")


@router.get("/{int:pk}", response=WaveOut, auth=scope("surveys:read"))
def get_wave(request: ActorRequest, pk: int) -> Wave:
    """One run."""
    return wave_for(request.actor, pk)


@router.get("/{int:pk}/participation", response=list[TurnoutOut], auth=scope("surveys:read"))
def participation(request: ActorRequest, pk: int) -> list[Turnout]:
    """How many took part at least, in steps; while the run is open."""
    require_writer(request.actor)
    wave = wave_for(request.actor, pk)
    return [] if wave.stage == Stage.CLOSED else live_participation(wave)


@router.get("/{int:pk}/results", response=ShownOut, auth=scope("surveys:read"))
def results(request: ActorRequest, pk: int) -> dict[str, object]:
    """The numbers of the results page, and no others."""
    wave = _closed(request, pk)
    head, *rows = exports.rows_of(results_of(request.actor, wave))
    return {"columns": list(head), "rows": [list(row) for row in rows], "smallest_group": wave.smallest_group}


@router.get("/{int:pk}/themes", response=list[ThemeOut], auth=scope("surveys:read"))
def themes(request: ActorRequest, pk: int) -> list[dict[str, object]]:
    """Themes of a closed run."""
    require_writer(request.actor)
    return [
        {
            "id": figures.theme.pk,
            "title": figures.theme.title,
            "comments": figures.comments,
            "total": figures.total,
            "share": figures.share,
            "change": figures.change and figures.change.difference,
            "change_low": figures.change and figures.change.interval.low,
            "change_high": figures.change and figures.change.interval.high,
            "quotes": list(figures.quotes),
            "is_praise": figures.is_praise,
            "initiative_id": figures.theme.initiative_id,
        }
        for figures in themes_of(_closed(request, pk))
    ]


@router.post("/{int:pk}/themes", response={202: GroupingOut}, auth=scope("surveys:write"))
@idempotent
def find_themes(request: ActorRequest, pk: int) -> Status[Work]:
    """Let a worker group the comments of a closed run; themes that people have put right stay."""
    begin_grouping(_closed(request, pk), by=request.actor)
    return Status(202, read_grouping(request, pk))


@router.get("/{int:pk}/themes/progress", response=GroupingOut, auth=scope("surveys:read"))
def read_grouping(request: ActorRequest, pk: int) -> Work:
    """How far a worker has come with the comments, whoever began it; 404 when nobody has."""
    require_writer(request.actor)
    work = work_of(_closed(request, pk).themes_progress)
    if work is None:
        raise NotFound
    return work


@router.post("/{int:pk}/remind", response=WaveOut, auth=scope("surveys:write"))
@idempotent
def remind(request: ActorRequest, pk: int) -> Wave:
    """Send everyone who was asked the one reminder of an open run."""
    waves.remind(wave_for(request.actor, pk), by=request.actor)
    return wave_for(request.actor, pk)


@router.post("/{int:pk}/close", response=WaveOut, auth=scope("surveys:write"))
@idempotent
def close_wave(request: ActorRequest, pk: int, losing: int = 0) -> Wave:
    """Close a run now. Answers whose secret key is missing keep it open, unless exactly so many may be lost."""
    waves.close_wave(wave_for(request.actor, pk), by=request.actor, losing=losing)
    return wave_for(request.actor, pk)


@router.patch("/{int:pk}", response=WaveOut, auth=scope("surveys:write"))
def change_wave(request: ActorRequest, pk: int, change: WaveChangeIn) -> Wave:
    """Move the closing day of a run that is planned or open."""
    days.move_closing_day(wave_for(request.actor, pk), change.closes_on, by=request.actor)
    return wave_for(request.actor, pk)


@router.delete("/{int:pk}", response={204: None}, auth=scope("surveys:write"))
def call_off_wave(request: ActorRequest, pk: int) -> Status[None]:
    """Take back a planned run that nobody has been told of."""
    days.call_off(wave_for(request.actor, pk), by=request.actor)
    return Status(204, None)


def _closed(request: ActorRequest, pk: int) -> Wave:
    wave = wave_for(request.actor, pk)
    if wave.stage != Stage.CLOSED:
        raise NotFound
    return wave
