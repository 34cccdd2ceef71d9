"""Themes in the comments: found and named by the machine; initiatives that rest on them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import MD5
from django.utils import translation
from django.utils.translation import gettext as _

from allaboard.areas.initiatives.facade import EvidenceLink, start_initiative
from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Comment, Theme, Wave
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.queries.surveys import waves_before
from allaboard.areas.listening.queries.themes import figures_of, shows_comments, theme_page_url
from allaboard.areas.listening.themes.embedding import DIMENSIONS, vectors_of
from allaboard.areas.listening.themes.empty import says_something
from allaboard.areas.listening.themes.naming import theme_titles
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import SYSTEM, Actor
from allaboard.foundation.audit.facade import record
from allaboard.statistics.phrases import names_of
from allaboard.statistics.small_words import language_of
from allaboard.statistics.text import Topic, Vectors, topics
from allaboard.words import all_grouped, in_quotes, labelled

Progress = Callable[[float], None]
MOST_EARLIER, MOST_OF_KEPT = 5_000, 200


def _no_progress(share: float) -> None:
    return None


def find_themes(wave: Wave, *, by: Actor, progress: Progress = _no_progress) -> int:
    """Group a closed wave's comments by what they say; themes that people have edited or acted on stay.

    Comments that say nothing stay outside of every theme.
    The slow part runs outside the transaction. Returns how many themes there are now.

    Raises:
        RuleBroken: the wave is open, or too few answered for comments to be shown.
    """
    require_writer(by)
    require_comments_open(wave)
    kept = Theme.objects.filter(wave=wave, is_edited=True) | Theme.objects.filter(
        wave=wave, initiative_id__isnull=False
    )
    free = Comment.objects.filter(wave=wave, is_hidden=False).exclude(theme__in=kept)
    rows = [
        row for row in in_settled_order(free).values_list("pk", "text", "question") if says_something(row[1])
    ]
    texts = [text for _pk, text, _question in rows]
    if texts:
        vectors = vectors_of(texts, lambda done: progress(0.7 * done / len(texts)))
        found = topics(texts, vectors, progress=lambda share: progress(0.7 + 0.25 * share))
        earlier = _earlier_counts(wave, vectors, found, kept)
        named = _named(wave, found, texts, [question for *_, question in rows])
        _keep_themes(wave, [pk for pk, *_ in rows], named, earlier)
    progress(1.0)
    record("themes.found", by=by, on=wave, comments=len(texts))
    return Theme.objects.filter(wave=wave).count()


def require_comments_open(wave: Wave) -> None:
    """Raise RuleBroken unless the wave is closed and its comments may be shown."""
    if wave.stage != Stage.CLOSED:
        raise RuleBroken(_("Comments are read when the survey is closed."))
    if not shows_comments(wave):
        raise RuleBroken(
            _("Fewer than %(least)s people answered, so comments stay closed.")
            % {"least": wave.fewest_for_comments}
        )


def in_settled_order(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Comments in an order that follows from their words alone and is as good as random.

    Ids are drawn at random, so that they tell nothing. Were comments read by id, the same answers would
    be grouped a little differently each time they are kept.
    """
    return comments.order_by(MD5("text"), "pk")


def _earlier_counts(
    wave: Wave, vectors: Vectors, found: Sequence[Topic], kept: QuerySet[Theme]
) -> tuple[list[int], int]:
    """How many of the last wave's comments lie nearest to each topic, and how many there were.

    Those that lie nearer to a theme that is kept are none of the topics'.
    """
    before = waves_before(SYSTEM, wave).first()
    if before is None or not shows_comments(before):
        return [0] * len(found), 0
    said = Comment.objects.filter(wave=before, is_hidden=False, question__in=_text_keys(wave))
    all_texts = list(in_settled_order(said).values_list("text", flat=True)[:MOST_EARLIER])
    texts = [text for text in all_texts if says_something(text)]
    if not texts:
        return [0] * len(found), 0
    if vectors.shape[1] != DIMENSIONS:  # without the model, vectors of two sets do not compare
        return [0] * len(found), 0
    middles = np.stack([vectors[list(topic.members)].mean(axis=0) for topic in found] + _middles_of(kept))
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    nearest = (vectors_of(texts) @ middles.T).argmax(axis=1)
    return [int((nearest == number).sum()) for number in range(len(found))], len(all_texts)


def _middles_of(kept: QuerySet[Theme]) -> list[Vectors]:
    """Where the themes that are kept lie, by some of their comments."""
    said: dict[int | None, list[str]] = defaultdict(list)
    rows = in_settled_order(Comment.objects.filter(theme__in=kept, is_hidden=False))
    for theme, text in rows.values_list("theme", "text"):
        if len(said[theme]) < MOST_OF_KEPT and says_something(text):
            said[theme].append(text)
    return [vectors_of(texts).mean(axis=0) for texts in said.values() if texts]


def _text_keys(wave: Wave) -> list[str]:
    return [asked.key for asked in wave.asked() if asked.kind == "text"]


@dataclass(frozen=True, slots=True)
class _Found:
    """A theme as the machine found and named it."""

    topic: Topic
    title: str
    words: list[str]


def _named(
    wave: Wave, found: Sequence[Topic], texts: Sequence[str], questions: Sequence[str]
) -> list[_Found]:
    """Themes with names in the language of most comments.

    They repeat nothing said by fewer people than must answer for comments to be shown.
    """
    groups = [topic.members for topic in found]
    names = names_of(groups, texts, sources=questions, fewest=wave.fewest_for_comments)
    with translation.override(language_of(" ".join(texts).lower().split())):
        titles = theme_titles(groups, texts, names)
    return [
        _Found(topic, title[:120], [name.text[:60] for name in said])
        for topic, title, said in zip(found, titles, names, strict=True)
    ]


@transaction.atomic
def _keep_themes(
    wave: Wave, pks: Sequence[UUID], found: Sequence[_Found], earlier: tuple[list[int], int]
) -> None:
    """Put them in place of those that nobody has touched; what people did while the comments were read stays."""
    Wave.objects.select_for_update().get(pk=wave.pk)  # of two workers the second sees what the first has kept
    untouched = Theme.objects.filter(wave=wave, is_edited=False, initiative_id=None)
    held = list(untouched.select_for_update().order_by("pk").values_list("pk", flat=True))
    Theme.objects.filter(pk__in=held).delete()
    counts, total = earlier
    for one, before in zip(found, counts, strict=True):
        free = Comment.objects.filter(
            pk__in=[pks[place] for place in one.topic.members], theme=None, is_hidden=False
        )
        if free.exists():
            theme = Theme.objects.create(
                wave=wave, title=one.title, words=one.words, earlier_comments=before, earlier_total=total
            )
            free.update(theme=theme)


def hold(*themes: Theme) -> None:
    """Read the themes as they are now, and let nobody else change them until the transaction ends.

    Raises:
        RuleBroken: a worker has grouped the comments anew since they were read, or somebody put them together.
    """
    try:
        for theme in sorted(themes, key=lambda one: one.pk):
            theme.refresh_from_db(from_queryset=Theme.objects.select_for_update())
    except Theme.DoesNotExist as gone:
        raise RuleBroken(_("The comments were grouped anew meanwhile. Look at the themes again.")) from gone


@transaction.atomic
def start_initiative_from(theme: Theme, *, by: Actor) -> int:
    """Start an initiative whose case rests on this theme; returns its id.

    Raises:
        RuleBroken: one was started before, or the comments may not be shown.
    """
    require_writer(by)
    hold(theme)
    shown = figures_of(theme)
    if shown is None:
        raise RuleBroken(_("Too few people answered for comments to be shown, so no case can rest on them."))
    if theme.initiative_id:
        raise RuleBroken(_("An initiative was already started from this theme."))
    said = _("%(comments)s of %(total)s comments in %(wave)s") % all_grouped(
        {"comments": shown.comments, "total": shown.total, "wave": theme.wave.title}
    )
    link = EvidenceLink(
        label=theme.title, url=theme_page_url(theme), detail=said, kind="theme", ref=f"theme:{theme.pk}"
    )
    quotes = "\n".join(in_quotes(quote) for quote in shown.quotes[:3])
    problem = f"{labelled(said, theme.title)}.\n\n{quotes}".strip()
    theme.initiative_id = start_initiative(theme.title, problem, [link], by, is_sample=theme.wave.is_sample)
    theme.is_edited = True
    theme.save(update_fields=["initiative_id", "is_edited"])
    record("theme.initiative_started", by=by, on=theme, initiative=theme.initiative_id)
    return theme.initiative_id


@transaction.atomic
def link_theme(theme: Theme, initiative_id: int, *, by: Actor) -> None:
    """Let a theme stand behind an initiative that is already there."""
    require_writer(by)
    hold(theme)
    theme.initiative_id, theme.is_edited = initiative_id, True
    theme.save(update_fields=["initiative_id", "is_edited"])
    record("theme.linked", by=by, on=theme, initiative=initiative_id)
