"""What themes show: volume, share, trend and quotes."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from allaboard.areas.listening import rules
from allaboard.areas.listening.models import Comment, Theme, Wave
from allaboard.areas.listening.themes.praise import is_of_praise
from allaboard.statistics.trend import Change, share_change

QUOTES = 12
LOOKED_AT = 400  # of a theme's comments, for its quotes and for whether they praise
Told = Callable[[Collection[int]], set[int]]
_told: list[Told] = []


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """One theme of a wave."""

    theme: Theme
    comments: int
    total: int
    change: Change | None
    quotes: tuple[str, ...] = ()
    is_praise: bool = False

    @property
    def share(self) -> float:
        """The share of the wave's comments, 0 to 1."""
        return self.comments / self.total if self.total else 0.0


def register_told(told: Told) -> None:
    """Add an area's answer to “of which of these themes were people told, or are to be told, what became of them?”."""
    if told not in _told:
        _told.append(told)


def waiting(themes: Sequence[ThemeFigures]) -> list[ThemeFigures]:
    """The themes that nobody has taken up: no initiative rests on them, and nobody is told what became of them."""
    free = {figures.theme.pk for figures in themes if figures.theme.initiative_id is None}
    for told in _told:
        free -= told(free)
    return [figures for figures in themes if figures.theme.pk in free]


def shows_comments(wave: Wave) -> bool:
    """Whether the wave's comments, and anything counted from them, may be shown."""
    return rules.may_show_comments(wave.answered, wave.minimum_group, wave.smallest_group)


def themes_of(wave: Wave) -> list[ThemeFigures]:
    """The wave's themes, largest first; none when its comments may not be shown."""
    return _figures(wave, Theme.objects.filter(wave=wave))


def figures_of(theme: Theme) -> ThemeFigures | None:
    """What one theme shows; nothing when its comments may not be shown."""
    return next(iter(_figures(theme.wave, Theme.objects.filter(pk=theme.pk))), None)


def _figures(wave: Wave, themes: QuerySet[Theme]) -> list[ThemeFigures]:
    if not shows_comments(wave):
        return []
    total = shown_comments(wave)
    shown = Comment.objects.filter(theme=OuterRef("pk"), is_hidden=False).order_by("pk")  # drawn at random
    said = shown.values(said=JSONObject(question=F("question"), text=F("text")))[:LOOKED_AT]
    rows = themes.annotate(
        volume=Count("comments", filter=Q(comments__is_hidden=False)), said=ArraySubquery(said)
    )
    found = [
        ThemeFigures(
            theme,
            theme.volume,
            total,
            _change(theme, theme.volume, total),
            _quotes([one["text"] for one in theme.said]),
            is_of_praise((one["question"], one["text"]) for one in theme.said),
        )
        for theme in rows
    ]
    return sorted(found, key=lambda figures: (-figures.comments, figures.theme.pk))


def _quotes(texts: Iterable[str]) -> tuple[str, ...]:
    """Some of what people wrote: of middling length, so that they can be read at a glance; each once."""
    return tuple(sorted(set(texts), key=lambda text: (abs(len(text) - 110), text))[:QUOTES])


def shown_comments(wave: Wave) -> int:
    """How many comments of a wave may be read."""
    return shown_comments_of([wave]).get(wave.pk, 0)


def shown_comments_of(waves: Iterable[Wave]) -> dict[int, int]:
    """How many comments of each wave may be read, by the wave's number; none is left out."""
    open_to_read = {wave.pk for wave in waves if shows_comments(wave)}
    shown = Comment.objects.filter(wave__in=open_to_read, is_hidden=False)
    return dict(shown.order_by().values_list("wave").annotate(Count("pk")))


def _change(theme: Theme, comments: int, total: int) -> Change | None:
    if not theme.earlier_total or not total:
        return None
    return share_change(
        min(theme.earlier_comments, theme.earlier_total), theme.earlier_total, comments, total
    )


def comments_of(theme: Theme) -> QuerySet[Comment]:
    """A theme's comments, in an order that tells nothing; none when they may not be shown."""
    if not shows_comments(theme.wave):
        return Comment.objects.none()
    return theme.comments.order_by("is_hidden", "pk")


def theme_page_url(theme: Theme) -> str:
    """Where a theme is shown."""
    return reverse("listening:theme", args=[theme.pk])
