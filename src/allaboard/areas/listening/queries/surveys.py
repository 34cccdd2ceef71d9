"""Surveys, waves and themes that an actor may see."""

from datetime import date
from typing import TypeVar

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.urls import reverse

from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Participation, Question, ResultsFile, Survey, Theme, Wave
from allaboard.areas.listening.rules import MINIMUM_FOR_COMMENTS
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import HR, Actor, Role

Row = TypeVar("Row")
LAST_RUN = ("pk", "title", "stage", "invited", "answered", "minimum_group", "opens_on", "closed_on")
WRITERS = HR | {Role.COMMUNICATIONS}
# `rules.may_show_comments`, for the database.
COMMENTS_SHOWN = Q(
    wave__answered__gte=Greatest(F("wave__minimum_group"), MINIMUM_FOR_COMMENTS), wave__smallest_group__gt=0
)


def is_writer(actor: Actor) -> bool:
    """Whether the actor writes surveys, and so sees all of them."""
    return actor.is_system or actor.has(*WRITERS)


def visible_surveys(actor: Actor) -> QuerySet[Survey]:
    """Surveys for those who write them; nobody else."""
    return Survey.objects.all() if is_writer(actor) else Survey.objects.none()


def surveys_with_last_run(actor: Actor) -> QuerySet[Survey]:
    """Surveys, those put away too, each with how its last run stands."""
    runs = Wave.objects.filter(survey=OuterRef("pk")).order_by("-opens_on", "-pk")
    last = {f"last_{name}": Subquery(runs.values(name)[:1]) for name in LAST_RUN}
    asked = Subquery(
        Question.objects.filter(survey=OuterRef("pk")).values("survey").annotate(n=Count("pk")).values("n")
    )
    return visible_surveys(actor).annotate(asked=Coalesce(asked, 0), **last)


def visible_waves(actor: Actor) -> QuerySet[Wave]:
    """All waves for those who write surveys; closed ones, with the same figures, for managers who were asked."""
    if is_writer(actor):
        return Wave.objects.select_related("survey")
    if actor.has(Role.MANAGER) and actor.person_id:
        asked = Participation.objects.filter(person=actor.person_id).values("wave")
        return Wave.objects.select_related("survey").filter(stage=Stage.CLOSED, pk__in=asked)
    return Wave.objects.none()


def visible_themes(actor: Actor) -> QuerySet[Theme]:
    """Themes of closed waves, for those who write surveys, with how many of their comments may be read."""
    if not is_writer(actor):
        return Theme.objects.none()
    return (
        Theme.objects.select_related("wave__survey")
        .annotate(volume=Count("comments", filter=Q(comments__is_hidden=False) & COMMENTS_SHOWN))
        .order_by("-volume", "pk")
    )


def wave_page_url(wave: Wave) -> str:
    """Where a wave is shown: its results once it is closed, which are open to more people than how it runs."""
    page = "results" if wave.stage == Stage.CLOSED else "wave"
    return reverse(f"listening:{page}", args=[wave.pk])


def survey_for(actor: Actor, pk: int) -> Survey:
    """The survey, or NotFound when the actor may not see it."""
    return _found(visible_surveys(actor).filter(pk=pk).first())


def wave_for(actor: Actor, pk: int) -> Wave:
    """The wave, or NotFound when the actor may not see it."""
    return _found(visible_waves(actor).filter(pk=pk).first())


def theme_for(actor: Actor, pk: int) -> Theme:
    """The theme, or NotFound when the actor may not see it."""
    return _found(visible_themes(actor).filter(pk=pk).first())


def results_file_for(actor: Actor, pk: int) -> ResultsFile:
    """The actor's own file of results, between its upload and its import, or NotFound."""
    if not is_writer(actor):
        raise NotFound
    return _found(ResultsFile.objects.filter(pk=pk, owner=actor.person_id or 0).first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise NotFound
    return row


def open_waves_for(actor: Actor, today: date) -> QuerySet[Wave]:
    """Waves that wait for the actor's own answer."""
    waiting = Participation.objects.filter(person=actor.person_id, taken_part=False).values("wave")
    return (
        Wave.objects.select_related("survey")
        .filter(pk__in=waiting, stage=Stage.OPEN, opens_on__lte=today, closes_on__gte=today)
        .order_by("closes_on")
    )


def waves_answered_by(actor: Actor) -> QuerySet[Wave]:
    """Waves in which the actor has taken part, newest first: shown to the actor alone."""
    done = Participation.objects.filter(person=actor.person_id, taken_part=True).values("wave")
    return Wave.objects.select_related("survey").filter(pk__in=done)


def invitation(wave_id: int, person_id: int) -> Participation:
    """The person's own place in a wave, or NotFound when the person was not asked."""
    place = Participation.objects.select_related("wave__survey", "block").filter(
        wave=wave_id, person=person_id
    )
    return _found(place.first())


def waves_before(actor: Actor, wave: Wave) -> QuerySet[Wave]:
    """Closed waves of the same survey before this one that the actor may see, the last of them first."""
    earlier = visible_waves(actor).filter(survey=wave.survey_id, stage=Stage.CLOSED).exclude(pk=wave.pk)
    before = Q(opens_on__lt=wave.opens_on) | Q(opens_on=wave.opens_on, pk__lt=wave.pk)
    return earlier.filter(before).order_by("-opens_on", "-pk")
