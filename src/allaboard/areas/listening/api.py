"""The API of surveys: the same permissions and the same shown numbers as the pages."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from ninja import Field, Router, Schema

from allaboard.areas.listening.choices import Stage, Template
from allaboard.areas.listening.models import Survey, Wave
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.queries.participation import Turnout, live_participation
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.queries.surveys import survey_for, visible_surveys, visible_waves, wave_for
from allaboard.areas.listening.queries.themes import quotes_of, themes_of
from allaboard.areas.listening.results import exports
from allaboard.areas.listening.services import days, surveys, waves
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.api.facade import Cursor, Limit, Page, idempotent, paginate, scope

router = Router()
Title = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*\S[^\x00]*$")]


class SurveyOut(Schema):
    id: int
    title: str
    intro: str
    template: str


class WaveOut(Schema):
    id: int
    survey_id: int
    title: str
    stage: str
    opens_on: date
    closes_on: date
    closed_on: date | None
    invited: int
    minimum_group: int
    smallest_group: int


class TurnoutOut(Schema):
    attribute: str
    label: str
    at_least: int
    invited: int


class ShownOut(Schema):
    columns: list[str]
    rows: list[list[str | int]]
    smallest_group: int


class ThemeOut(Schema):
    id: int
    title: str
    comments: int
    total: int
    quotes: list[str]
    initiative_id: int | None


class SurveyIn(Schema):
    title: Title
    template: Template = Template.BLANK
    intro: Annotated[str, Field(max_length=1_000, pattern=r"^[^\x00]*$")] = ""


class LaunchIn(Schema):
    title: Title
    segment: Annotated[str, Field(max_length=4_000, pattern=r"^[^\x00]*$")] = ""
    opens_on: date
    closes_on: date
    attributes: list[str] = []
    minimum_group: int = 5


class WaveChangeIn(Schema):
    closes_on: date


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


@router.get("/", response=Page[SurveyOut], auth=scope("surveys:read"))
def list_surveys(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[SurveyOut]:
    """Surveys that the caller may see."""
    return paginate(visible_surveys(_actor(request)), cursor, limit)


@router.post("/", response={201: SurveyOut}, auth=scope("surveys:write"))
@idempotent
def start_survey(request: HttpRequest, survey: SurveyIn) -> tuple[int, Survey]:
    """Make a survey from a template."""
    return 201, surveys.start_survey(by=_actor(request), **survey.dict())


@router.get("/waves", response=Page[WaveOut], auth=scope("surveys:read"))
def list_waves(request: HttpRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[WaveOut]:
    """Runs of surveys that the caller may see."""
    return paginate(visible_waves(_actor(request)), cursor, limit)


@router.get("/waves/{int:pk}", response=WaveOut, auth=scope("surveys:read"))
def get_wave(request: HttpRequest, pk: int) -> Wave:
    """One run."""
    return wave_for(_actor(request), pk)


@router.get("/waves/{int:pk}/participation", response=list[TurnoutOut], auth=scope("surveys:read"))
def participation(request: HttpRequest, pk: int) -> list[Turnout]:
    """How many took part at least, in steps; while the run is open."""
    require_writer(_actor(request))
    wave = wave_for(_actor(request), pk)
    return [] if wave.stage == Stage.CLOSED else live_participation(wave)


@router.get("/waves/{int:pk}/results", response=ShownOut, auth=scope("surveys:read"))
def results(request: HttpRequest, pk: int) -> dict[str, object]:
    """The numbers of the results page, and no others."""
    wave = _closed(request, pk)
    head, *rows = exports.rows_of(wave, results_of(wave))
    return {"columns": list(head), "rows": [list(row) for row in rows], "smallest_group": wave.smallest_group}


@router.get("/waves/{int:pk}/themes", response=list[ThemeOut], auth=scope("surveys:read"))
def themes(request: HttpRequest, pk: int) -> list[dict[str, object]]:
    """Themes of a closed run."""
    require_writer(_actor(request))
    return [
        {
            "id": figures.theme.pk,
            "title": figures.theme.title,
            "comments": figures.comments,
            "total": figures.total,
            "quotes": quotes_of(figures.theme),
            "initiative_id": figures.theme.initiative_id,
        }
        for figures in themes_of(_closed(request, pk))
    ]


@router.post("/waves/{int:pk}/close", response=WaveOut, auth=scope("surveys:write"))
@idempotent
def close_wave(request: HttpRequest, pk: int, losing: int = 0) -> Wave:
    """Close a run now. Answers whose secret key is missing keep it open, unless exactly so many may be lost."""
    waves.close_wave(wave_for(_actor(request), pk), by=_actor(request), losing=losing)
    return wave_for(_actor(request), pk)


@router.patch("/waves/{int:pk}", response=WaveOut, auth=scope("surveys:write"))
def change_wave(request: HttpRequest, pk: int, change: WaveChangeIn) -> Wave:
    """Move the closing day of a run that is planned or open."""
    days.move_closing_day(wave_for(_actor(request), pk), change.closes_on, by=_actor(request))
    return wave_for(_actor(request), pk)


@router.delete("/waves/{int:pk}", response={204: None}, auth=scope("surveys:write"))
def call_off_wave(request: HttpRequest, pk: int) -> tuple[int, None]:
    """Take back a planned run that nobody has been told of."""
    days.call_off(wave_for(_actor(request), pk), by=_actor(request))
    return 204, None


@router.get("/{int:pk}", response=SurveyOut, auth=scope("surveys:read"))
def get_survey(request: HttpRequest, pk: int) -> Survey:
    """One survey."""
    return survey_for(_actor(request), pk)


@router.post("/{int:pk}/waves", response={201: WaveOut}, auth=scope("surveys:write"))
@idempotent
def launch_wave(request: HttpRequest, pk: int, launch: LaunchIn) -> tuple[int, Wave]:
    """Launch a run: freezes whom to ask and what will be shown, and announces it."""
    fields = launch.dict()
    planned = waves.Launch(segment_text=fields.pop("segment"), **fields)
    return 201, waves.launch_wave(survey_for(_actor(request), pk), planned, by=_actor(request))


def _closed(request: HttpRequest, pk: int) -> Wave:
    wave = wave_for(_actor(request), pk)
    if wave.stage != Stage.CLOSED:
        raise NotFound
    return wave
