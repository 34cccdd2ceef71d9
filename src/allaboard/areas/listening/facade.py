"""The door for other areas: themes, waves, who was asked, and results from elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse

from allaboard.areas.listening.answering.sealing import how_many_cannot_be_opened
from allaboard.areas.listening.models import Participation, Theme, Wave
from allaboard.areas.listening.queries.asked import AskedPerson
from allaboard.areas.listening.queries.surveys import (
    survey_for,
    theme_for,
    visible_themes,
    visible_waves,
    wave_for,
)
from allaboard.areas.listening.queries.themes import register_told, shown_comments_of, theme_page_url
from allaboard.areas.listening.rules import Asked
from allaboard.areas.listening.services.imports import ResultRow, Results
from allaboard.areas.listening.services.imports import import_results as _import_results
from allaboard.areas.listening.services.sample import remove_sample
from allaboard.areas.listening.services.themes import find_themes as _find_themes
from allaboard.areas.listening.services.themes import link_theme as _link_theme
from allaboard.areas.listening.services.waves import mark_told, mark_untold
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.models import Person

__all__ = [
    "Asked",
    "AskedPerson",
    "ResultRow",
    "Results",
    "ThemeName",
    "ThemeRef",
    "WaveRef",
    "find_themes",
    "how_many_cannot_be_opened",
    "import_results",
    "link_theme",
    "mark_told",
    "mark_untold",
    "people_asked",
    "register_told",
    "remove_sample",
    "theme_ref",
    "theme_refs",
    "themes_of",
    "wave_ref",
    "wave_refs",
]


@dataclass(frozen=True, slots=True)
class ThemeRef:
    """What other areas need to name a theme and lead to it."""

    id: int
    title: str
    comments: int  # 0 when the wave's comments may not be shown
    wave_id: int
    wave_title: str
    url: str
    initiative_id: int | None
    share: float  # of the wave's comments, 0 to 1


@dataclass(frozen=True, slots=True)
class ThemeName:
    """What a list to choose from needs of a theme."""

    id: int
    title: str
    wave_title: str
    initiative_id: int


@dataclass(frozen=True, slots=True)
class WaveRef:
    """What other areas need to name a wave and lead to it."""

    id: int
    title: str
    invited: int | None  # None: results from elsewhere, nobody knows how many were asked
    answered: int  # 0 when fewer than the group minimum
    url: str
    closed_on: date | None


def theme_ref(actor: Actor, theme_id: int) -> ThemeRef:
    """The theme, if the actor may see it.

    Raises:
        NotFound: there is no such theme, or the actor may not know.
    """
    found = theme_refs(actor, [theme_id])
    if theme_id not in found:
        raise NotFound
    return found[theme_id]


def theme_refs(actor: Actor, theme_ids: Iterable[int]) -> dict[int, ThemeRef]:
    """The themes that the actor may see of those, by number, in two questions."""
    themes = list(visible_themes(actor).filter(pk__in=set(theme_ids)))
    totals = shown_comments_of({theme.wave for theme in themes})
    return {theme.pk: _theme_ref(theme, totals.get(theme.wave_id, 0)) for theme in themes}


def themes_of(actor: Actor, initiative_ids: Iterable[int]) -> list[ThemeName]:
    """The themes that the initiatives answer to, as far as the actor may see them, those of the newest wave first."""
    found = visible_themes(actor).filter(initiative_id__in=list(initiative_ids))
    found = found.order_by("-wave__closes_on", "pk")
    return [
        ThemeName(pk, title, wave, initiative)
        for pk, title, wave, initiative in found.values_list("pk", "title", "wave__title", "initiative_id")
        if initiative is not None
    ]


def _theme_ref(theme: Theme, total: int) -> ThemeRef:
    comments: int = theme.volume  # type: ignore[attr-defined]  # annotated; 0 where comments may not be shown
    return ThemeRef(
        id=theme.pk,
        title=theme.title,
        comments=comments,
        wave_id=theme.wave_id,
        wave_title=theme.wave.title,
        url=theme_page_url(theme),
        initiative_id=theme.initiative_id,
        share=comments / total if total else 0.0,
    )


def wave_ref(actor: Actor, wave_id: int) -> WaveRef:
    """The wave, if the actor may see it.

    Raises:
        NotFound: there is no such wave, or the actor may not know.
    """
    return _wave_ref(wave_for(actor, wave_id))


def wave_refs(actor: Actor, wave_ids: Iterable[int]) -> dict[int, WaveRef]:
    """The waves that the actor may see of those, by number, in one question."""
    return {wave.pk: _wave_ref(wave) for wave in visible_waves(actor).filter(pk__in=set(wave_ids))}


def _wave_ref(wave: Wave) -> WaveRef:
    url = reverse("listening:results", args=[wave.pk])
    return WaveRef(wave.pk, wave.title, wave.invited, wave.answered, url, wave.closed_on)


def people_asked(wave_id: int) -> QuerySet[Person]:
    """Everyone who was asked in a wave, whether they answered or not."""
    return Person.objects.filter(pk__in=Participation.objects.filter(wave=wave_id).values("person"))


def import_results(
    results: Results,
    *,
    by: Actor,
    survey_id: int | None = None,
    survey_title: str = "",
    is_sample: bool = False,
) -> int:
    """Keep answers from elsewhere as a closed wave; returns its id. With `survey_id` it becomes that survey's next wave."""
    survey = survey_for(by, survey_id) if survey_id else None
    return _import_results(results, by=by, survey=survey, survey_title=survey_title, is_sample=is_sample).pk


def find_themes(wave_id: int, *, by: Actor) -> int:
    """Group a closed wave's comments by what they say; returns how many themes there are."""
    return _find_themes(Wave.objects.get(pk=wave_id), by=by)


def link_theme(theme_id: int, initiative_id: int, *, by: Actor) -> None:
    """Let a theme stand behind an initiative."""
    _link_theme(theme_for(by, theme_id), initiative_id, by=by)
