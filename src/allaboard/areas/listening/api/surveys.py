"""Surveys and their questions for programs, and the launch of a run."""

from datetime import date, datetime
from typing import Annotated

from django.forms import model_to_dict
from ninja import Field, Router, Schema, Status
from pydantic import model_validator

from allaboard.areas.listening import undoing
from allaboard.areas.listening.api.waves import WaveOut
from allaboard.areas.listening.choices import CHOSEN, Kind, Template
from allaboard.areas.listening.forms.surveys import QuestionForm
from allaboard.areas.listening.models import Question, Survey, Wave
from allaboard.areas.listening.queries.surveys import survey_for, visible_surveys
from allaboard.areas.listening.services import surveys, waves
from allaboard.errors import NotFound
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import Cursor, Limit, Page, filled, idempotent, paginate, scope
from allaboard.foundation.undo.facade import Offer, Undoable
from allaboard.ui.seen import undisturbed

router = Router()
Title = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\x00]*\S[^\x00]*$")]


class SurveyOut(Schema):
    """A survey: questions that can be asked again and again."""

    id: int
    title: str
    intro: str
    template: str
    archived_at: datetime | None


class QuestionOut(Schema):
    """One question, in its place."""

    key: str
    kind: str
    text: str
    label: str
    section: str
    required: bool
    options: list[str]
    counts_for_index: bool


class SurveyDetail(SurveyOut):
    """A survey with its questions in order."""

    questions: list[QuestionOut]

    @staticmethod
    def resolve_questions(survey: Survey) -> list[Question]:
        """The questions as they stand now; runs keep those that they began with."""
        return list(survey.questions.all())


class SurveyIn(Schema):
    """What it takes to start a survey."""

    title: Title
    template: Template = Template.BLANK
    intro: Annotated[str, Field(max_length=1_000, pattern=r"^[^\x00]*$")] = ""


class QuestionIn(Schema):
    """A new question at the end."""

    text: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00]*\S[^\x00]*$")]
    kind: Kind = Kind.AGREE
    label: Annotated[str, Field(max_length=24)] = ""
    section: Annotated[str, Field(max_length=80)] = ""
    required: bool = False
    options: Annotated[
        list[Annotated[str, Field(min_length=1, max_length=120)]],
        Field(max_length=50, description="What to choose from; only for the two kinds with choices"),
    ] = []
    counts_for_index: bool = False

    @model_validator(mode="after")
    def has_something_to_choose(self) -> "QuestionIn":
        """The kinds with choices have two or more, each of them once."""
        self.options = list(dict.fromkeys(option.strip() for option in self.options if option.strip()))
        if self.kind in CHOSEN and len(self.options) < 2:
            raise ValueError("at least two different options are needed")
        return self


class SurveyChange(Schema):
    """What is to be another in the words before the questions; what is left out stays."""

    title: Title | None = None
    intro: Annotated[str, Field(max_length=1_000)] | None = None


class QuestionChange(Schema):
    """What is to be another in a question; what is left out stays."""

    text: Annotated[str, Field(max_length=300)] | None = None
    kind: Kind | None = None
    label: Annotated[str, Field(max_length=24)] | None = None
    section: Annotated[str, Field(max_length=80)] | None = None
    required: bool | None = None
    options: (
        Annotated[
            list[Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\r\n]*$")]],
            Field(max_length=50),
        ]
        | None
    ) = None
    counts_for_index: bool | None = None


class MoveIn(Schema):
    """Which neighbour it changes places with."""

    earlier: bool


class LaunchIn(Schema):
    """Whom to ask, when, and by which attributes results are shown."""

    title: Title
    segment: Annotated[str, Field(max_length=4_000, pattern=r"^[^\x00]*$")] = ""
    opens_on: date
    closes_on: date
    attributes: list[str] = []
    minimum_group: int = 5


@router.get("", response=Page[SurveyOut], auth=scope("surveys:read"))
def list_surveys(request: ActorRequest, cursor: Cursor = "", limit: Limit = 50) -> Page[SurveyOut]:
    """Surveys that the caller may see."""
    return paginate(visible_surveys(request.actor), cursor, limit)


@router.post("", response={201: SurveyOut}, auth=scope("surveys:write"))
@idempotent
def start_survey(request: ActorRequest, survey: SurveyIn) -> Status[Survey]:
    """Make a survey from a template."""
    return Status(201, surveys.start_survey(by=request.actor, **survey.dict()))


@router.get("/{int:pk}", response=SurveyDetail, auth=scope("surveys:read"))
def get_survey(request: ActorRequest, pk: int) -> Survey:
    """One survey with its questions."""
    return survey_for(request.actor, pk)


@router.patch("/{int:pk}", response=SurveyOut, auth=scope("surveys:write"))
def describe_survey(request: ActorRequest, pk: int, body: SurveyChange) -> Survey:
    """Change the title, and the words that say why we ask."""
    found = survey_for(request.actor, pk)
    with undisturbed(request, found):
        title = found.title if body.title is None else body.title
        intro = found.intro if body.intro is None else body.intro
        surveys.describe_survey(found, by=request.actor, title=title, intro=intro)
    return found


@router.delete("/{int:pk}", response=Undoable, auth=scope("surveys:write"))
def archive_survey(request: ActorRequest, pk: int) -> dict[str, Offer]:
    """Put a survey away; its runs and results stay."""
    return {"undo": undoing.archive(survey_for(request.actor, pk), request.actor)}


@router.post("/{int:pk}/restore", response=SurveyOut, auth=scope("surveys:write"))
@idempotent
def restore_survey(request: ActorRequest, pk: int) -> Survey:
    """Bring a survey back that was put away, whenever that was."""
    found = survey_for(request.actor, pk)
    surveys.restore_survey(found, by=request.actor)
    return found


@router.post("/{int:pk}/duplicate", response={201: SurveyDetail}, auth=scope("surveys:write"))
@idempotent
def duplicate_survey(request: ActorRequest, pk: int) -> Status[Survey]:
    """A copy with the same questions."""
    return Status(201, surveys.duplicate_survey(survey_for(request.actor, pk), by=request.actor))


@router.post("/{int:pk}/questions", response={201: QuestionOut}, auth=scope("surveys:write"))
@idempotent
def add_question(request: ActorRequest, pk: int, question: QuestionIn) -> Status[Question]:
    """Add a question at the end; runs that were launched keep theirs."""
    new = Question(**question.dict())
    return Status(201, surveys.save_question(survey_for(request.actor, pk), new, by=request.actor))


@router.delete("/{int:pk}/questions/{key}", response=Undoable, auth=scope("surveys:write"))
def remove_question(request: ActorRequest, pk: int, key: str) -> dict[str, Offer]:
    """Take a question out; runs that were launched keep theirs."""
    return {"undo": undoing.remove_question(_question(request, pk, key), request.actor)}


@router.patch("/{int:pk}/questions/{key}", response=QuestionOut, auth=scope("surveys:write"))
def change_question(request: ActorRequest, pk: int, key: str, body: QuestionChange) -> Question:
    """Change a question, by the rules of its page; runs that were launched keep theirs."""
    question = _question(request, pk, key)
    sent = body.dict(exclude_none=True)
    with undisturbed(request, question):
        choices = "\n".join(sent.pop("options", question.options))
        values = model_to_dict(question, QuestionForm.Meta.fields) | {"choices": choices} | sent
        form = QuestionForm(values, instance=question)
        filled(form)
        return surveys.save_question(question.survey, form.save(commit=False), by=request.actor)


@router.post("/{int:pk}/questions/{key}/move", response=list[QuestionOut], auth=scope("surveys:write"))
@idempotent
def move_question(request: ActorRequest, pk: int, key: str, body: MoveIn) -> list[Question]:
    """Let a question change places with its neighbour; answers with all of them in order."""
    surveys.move_question(_question(request, pk, key), by=request.actor, up=body.earlier)
    return list(survey_for(request.actor, pk).questions.all())


def _question(request: ActorRequest, pk: int, key: str) -> Question:
    question = survey_for(request.actor, pk).questions.filter(key=key).first()
    if question is None:
        raise NotFound
    return question


@router.post("/{int:pk}/waves", response={201: WaveOut}, auth=scope("surveys:write"))
@idempotent
def launch_wave(request: ActorRequest, pk: int, launch: LaunchIn) -> Status[Wave]:
    """Launch a run: freezes whom to ask and what will be shown, and announces it."""
    fields = launch.dict()
    planned = waves.Launch(segment_text=fields.pop("segment"), **fields)
    return Status(201, waves.launch_wave(survey_for(request.actor, pk), planned, by=request.actor))
