"""Surveys as a table: each with how its last run stands."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Survey
from allaboard.areas.listening.queries.surveys import surveys_with_last_run
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.people.facade import holding
from allaboard.ui.columns import Column, mark
from allaboard.ui.tables import Filter, Table, action_on_chosen

TONES = {Stage.PLANNED: "info", Stage.OPEN: "accent", Stage.CLOSED: "plain"}
NEVER, AWAY = "never", "away"


def survey_table(request: ActorRequest) -> Table:
    """Surveys in use, or those put away, as the address asks for them."""
    surveys = surveys_with_last_run(request.actor)
    if request.GET.get("kept") != AWAY:
        surveys = surveys.filter(archived_at=None)
    return Table(
        columns=_columns(),
        filters=[
            Filter("stage", _("Last run"), _at_stage, [*Stage.choices, (NEVER, _("Not asked yet"))]),
            Filter("kept", _("Show"), _kept, [(AWAY, pgettext("state", "Put away"))], unset=_("In use")),
        ],
        queryset=surveys,
        request=request,
        default_sort="-updated_at",
        bulk_actions=[
            action_on_chosen(request, "archive", _("Put away"), reverse("listening:archive_chosen"))
        ],
        search=_search,
        name="surveys",
        caption=_("Surveys"),
        empty=(
            _("Nobody has been asked anything yet."),
            _("Start with a five-question pulse"),
            reverse("listening:start"),
        ),
    )


def _columns() -> list[Column]:
    return [
        Column("title", _("Survey"), sort="title", url=_url),
        Column("stage", _("Last run"), _stage, sort="last_stage", kind="badge", tone=_tone),
        Column("run", _("Its name"), lambda survey: survey.last_title or "", sort="last_title", url=_run_url),
        Column("answered", _("Answered"), _answered, kind="number"),
        Column("closed_on", _("Closed"), "last_closed_on", sort="last_closed_on", kind="date"),
        Column("asked", _("Questions"), sort="asked", kind="number"),
        mark("sample", _("Sample"), lambda row: row.is_sample),
    ]


def _url(survey: Survey) -> str:
    return reverse("listening:survey", args=[survey.pk])


def _tone(survey: Survey) -> str:
    return TONES.get(survey.last_stage, "warn")  # type: ignore[attr-defined]  # annotated


def _stage(survey: Survey) -> str:
    stage: str = survey.last_stage  # type: ignore[attr-defined]
    return str(Stage(stage).label) if stage else _("Not asked yet")


def _run_url(survey: Survey) -> str:
    pk: int | None = survey.last_pk  # type: ignore[attr-defined]
    return reverse("listening:wave", args=[pk]) if pk else ""


def _answered(survey: Survey) -> str:
    """Only of a closed run, and not of a few: how many have answered an open one is told in steps, on its own page."""
    if survey.last_stage != Stage.CLOSED:  # type: ignore[attr-defined]
        return ""
    answered, asked = survey.last_answered, survey.last_invited  # type: ignore[attr-defined]
    least = survey.last_minimum_group  # type: ignore[attr-defined]
    if asked is None:
        return localize(answered) if answered else _("fewer than %(k)s") % {"k": least}
    said = _("%(n)s of %(all)s") if answered else _("fewer than %(k)s of %(all)s")
    return said % {"n": localize(answered), "all": localize(asked), "k": least}


def _at_stage(surveys: QuerySet[Survey], stage: str) -> QuerySet[Survey]:
    return surveys.filter(Q(last_stage=None if stage == NEVER else stage))


def _kept(surveys: QuerySet[Survey], kept: str) -> QuerySet[Survey]:
    return surveys.exclude(archived_at=None) if kept == AWAY else surveys


def _search(surveys: QuerySet[Survey], text: str) -> QuerySet[Survey]:
    return holding(surveys, text, "title")
