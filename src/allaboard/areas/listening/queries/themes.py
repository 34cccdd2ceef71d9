"""What themes show: volume, share, trend and quotes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import MD5
from django.urls import reverse

from allaboard.areas.listening import rules
from allaboard.areas.listening.models import Comment, Theme, Wave
from allaboard.statistics.trend import Change, share_change

QUOTES = 12


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """One theme of a wave."""

    theme: Theme
    comments: int
    total: int
    change: Change | None

    @property
    def share(self) -> float:
        """The share of the wave's comments, 0 to 1."""
        return self.comments / self.total if self.total else 0.0


def shows_comments(wave: Wave) -> bool:
    """Whether the wave's comments, and anything counted from them, may be shown."""
    return rules.may_show_comments(wave.answered, wave.minimum_group, wave.smallest_group)


def themes_of(wave: Wave) -> list[ThemeFigures]:
    """The wave's themes, largest first; none when its comments may not be shown."""
    if not shows_comments(wave):
        return []
    total = shown_comments(wave)
    rows = Theme.objects.filter(wave=wave).annotate(
        volume=Count("comments", filter=Q(comments__is_hidden=False))
    )
    found = [ThemeFigures(theme, theme.volume, total, _change(theme, theme.volume, total)) for theme in rows]
    return sorted(found, key=lambda figures: (-figures.comments, figures.theme.pk))


def shown_comments(wave: Wave) -> int:
    """How many comments of a wave may be read."""
    return shown_comments_of([wave]).get(wave.pk, 0)


def shown_comments_of(waves: Iterable[Wave]) -> dict[int, int]:
    """How many comments of each wave may be read, by the wave's number; none is left out."""
    open_to_read = {wave.pk for wave in waves if shows_comments(wave)}
    shown = Comment.objects.filter(wave__in=open_to_read, is_hidden=False)
    return dict(shown.order_by().values_list("wave").annotate(Count("pk")))


def shown_in(theme: Theme) -> int:
    """How many comments of a theme may be read."""
    return theme.comments.filter(is_hidden=False).count() if shows_comments(theme.wave) else 0


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


def quotes_of(theme: Theme) -> list[str]:
    """Some of what people wrote: of middling length, so that they can be read at a glance; each once."""
    if not shows_comments(theme.wave):
        return []
    texts = theme.comments.filter(is_hidden=False).order_by(MD5("text")).values_list("text", flat=True)[:400]
    return sorted(set(texts), key=lambda text: (abs(len(text) - 110), text))[:QUOTES]


def theme_page_url(theme: Theme) -> str:
    """Where a theme is shown."""
    return reverse("listening:theme", args=[theme.pk])
