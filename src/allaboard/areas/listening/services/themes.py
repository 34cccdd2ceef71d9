"""Themes in the comments: found by the machine, put right by people."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import MD5
from django.utils import translation
from django.utils.translation import gettext as _

from allaboard.areas.initiatives.facade import EvidenceLink, start_initiative
from allaboard.areas.listening import rules
from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.embedding import vectors_of
from allaboard.areas.listening.models import Comment, Theme, Wave
from allaboard.areas.listening.naming import theme_titles
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.queries.surveys import previous_wave
from allaboard.areas.listening.queries.themes import (
    quotes_of,
    shown_comments,
    shown_in,
    shows_comments,
    theme_page_url,
)
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.undo.facade import put_back
from allaboard.statistics.phrases import names_of
from allaboard.statistics.small_words import language_of
from allaboard.statistics.text import Topic, Vectors, topics
from allaboard.words import all_grouped

Progress = Callable[[float], None]
MOST_EARLIER = 5_000


def _no_progress(share: float) -> None:
    return None


def find_themes(wave: Wave, *, by: Actor, progress: Progress = _no_progress) -> int:
    """Group a closed wave's comments by what they say; themes that people have edited or acted on stay.

    The slow part runs outside the transaction. Returns how many themes there are now.

    Raises:
        RuleBroken: the wave is open, or too few answered for comments to be shown.
    """
    require_writer(by)
    if wave.stage != Stage.CLOSED:
        raise RuleBroken(_("Comments are read when the survey is closed."))
    if not shows_comments(wave):
        least = max(rules.MINIMUM_FOR_COMMENTS, wave.minimum_group)
        raise RuleBroken(
            _("Fewer than %(least)s people answered, so comments stay closed.") % {"least": least}
        )
    kept = Theme.objects.filter(wave=wave, is_edited=True) | Theme.objects.filter(
        wave=wave, initiative_id__isnull=False
    )
    free = Comment.objects.filter(wave=wave, is_hidden=False).exclude(theme__in=kept)
    rows = list(in_settled_order(free).values_list("pk", "text", "question"))
    texts = [text for _pk, text, _question in rows]
    if texts:
        vectors = vectors_of(texts, lambda done: progress(0.7 * done / len(texts)))
        found = topics(texts, vectors, progress=lambda share: progress(0.7 + 0.25 * share))
        earlier = _earlier_counts(wave, vectors, found)
        named = _named(wave, found, texts, [question for *_, question in rows])
        _keep_themes(wave, [pk for pk, *_ in rows], named, earlier)
    progress(1.0)
    record("themes.found", by=by, on=wave, comments=len(texts))
    return Theme.objects.filter(wave=wave).count()


def in_settled_order(comments: QuerySet[Comment]) -> QuerySet[Comment]:
    """Comments in an order that follows from their words alone and is as good as random.

    Ids are drawn at random, so that they tell nothing. Were comments read by id, the same answers would
    be grouped a little differently each time they are kept.
    """
    return comments.order_by(MD5("text"), "pk")


def _earlier_counts(wave: Wave, vectors: Vectors, found: Sequence[Topic]) -> tuple[list[int], int]:
    """How many of the last wave's comments lie nearest to each topic, and how many there were."""
    before = previous_wave(wave)
    if before is None or not shows_comments(before):
        return [0] * len(found), 0
    said = Comment.objects.filter(wave=before, is_hidden=False, question__in=_text_keys(wave))
    texts = list(in_settled_order(said).values_list("text", flat=True)[:MOST_EARLIER])
    if not texts:
        return [0] * len(found), 0
    if vectors.shape[1] != 384:  # without the model, vectors of two sets do not compare
        return [0] * len(found), 0
    middles = np.stack([vectors[list(topic.members)].mean(axis=0) for topic in found])
    middles /= np.linalg.norm(middles, axis=1, keepdims=True)
    nearest = (vectors_of(texts) @ middles.T).argmax(axis=1)
    return [int((nearest == number).sum()) for number in range(len(found))], len(texts)


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
    fewest = max(rules.MINIMUM_FOR_COMMENTS, wave.minimum_group)
    names = names_of(groups, texts, sources=questions, fewest=fewest)
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
    Theme.objects.filter(wave=wave, is_edited=False, initiative_id=None).delete()
    counts, total = earlier
    for one, before in zip(found, counts, strict=True):
        theme = Theme.objects.create(
            wave=wave, title=one.title, words=one.words, earlier_comments=before, earlier_total=total
        )
        Comment.objects.filter(pk__in=[pks[place] for place in one.topic.members]).update(theme=theme)


@transaction.atomic
def rename_theme(theme: Theme, *, by: Actor, title: str) -> None:
    """Give a theme the words that people would use."""
    require_writer(by)
    if not title.strip():
        raise RuleBroken(_("A theme needs a title."))
    theme.title, theme.is_edited = title.strip()[:120], True
    theme.save(update_fields=["title", "is_edited"])
    record("theme.renamed", by=by, on=theme)


@transaction.atomic
def merge_themes(theme: Theme, into: Theme, *, by: Actor) -> None:
    """Move all comments of one theme into another of the same wave."""
    require_writer(by)
    if theme.pk == into.pk or theme.wave_id != into.wave_id:
        raise RuleBroken(_("Choose another theme of the same survey."))
    if theme.initiative_id:
        raise RuleBroken(_("An initiative rests on this theme. Merge the other one into it."))
    Comment.objects.filter(theme=theme).update(theme=into)
    into.is_edited, into.earlier_comments = True, into.earlier_comments + theme.earlier_comments
    into.save(update_fields=["is_edited", "earlier_comments"])
    record("theme.merged", by=by, on=into, other=theme.title)
    theme.delete()


@transaction.atomic
def move_comment(comment: Comment, into: Theme, *, by: Actor) -> None:
    """Put a comment into the theme where it belongs."""
    require_writer(by)
    if comment.wave_id != into.wave_id:
        raise RuleBroken(_("Choose a theme of the same survey."))
    Comment.objects.filter(pk=comment.pk).update(theme=into)
    Theme.objects.filter(pk=into.pk).update(is_edited=True)
    record("comment.moved", by=by, on=into)


@transaction.atomic
def move_back(comment_id: str, theme_id: int | None, *, by: Actor) -> None:
    """Put a comment back into the theme it was in, or into none."""
    require_writer(by)
    if theme_id is not None and not Theme.objects.filter(pk=theme_id).exists():
        raise RuleBroken(_("The theme it was in is gone."))
    comment = Comment.objects.select_related("wave").filter(pk=comment_id).first()
    if comment is None:
        raise NotFound
    Comment.objects.filter(pk=comment_id).update(theme=theme_id)
    record("comment.moved_back", by=by, on=comment.wave)


@transaction.atomic
def part_themes(into: Theme, kept: Mapping[str, Any], *, by: Actor) -> None:
    """Make two themes again of those that were put together; comments moved on since stay where they are."""
    require_writer(by)
    put_back(kept["rows"])
    Comment.objects.filter(pk__in=kept["comments"], theme=into).update(theme=kept["rows"][0]["pk"])
    into.is_edited, into.earlier_comments = kept["is_edited"], kept["earlier_comments"]
    into.save(update_fields=["is_edited", "earlier_comments"])
    record("theme.parted", by=by, on=into)


@transaction.atomic
def hide_comment(comment: Comment, *, by: Actor, hidden: bool = True) -> None:
    """Keep a comment that names or hurts someone from being shown, or show it again."""
    require_writer(by)
    Comment.objects.filter(pk=comment.pk).update(is_hidden=hidden)
    record("comment.hidden" if hidden else "comment.shown", by=by, on=comment.theme)


@transaction.atomic
def start_initiative_from(theme: Theme, *, by: Actor) -> int:
    """Start an initiative whose case rests on this theme; returns its id.

    Raises:
        RuleBroken: one was started before, or the comments may not be shown.
    """
    require_writer(by)
    if not shows_comments(theme.wave):
        raise RuleBroken(_("Too few people answered for comments to be shown, so no case can rest on them."))
    if theme.initiative_id:
        raise RuleBroken(_("An initiative was already started from this theme."))
    comments, total = shown_in(theme), shown_comments(theme.wave)
    said = _("%(comments)s of %(total)s comments in %(wave)s") % all_grouped(
        {"comments": comments, "total": total, "wave": theme.wave.title}
    )
    link = EvidenceLink(
        label=theme.title, url=theme_page_url(theme), detail=said, kind="theme", ref=f"theme:{theme.pk}"
    )
    quotes = "\n".join(f"“{quote}”" for quote in quotes_of(theme)[:3])
    problem = f"{said}: {theme.title}.\n\n{quotes}".strip()
    theme.initiative_id = start_initiative(theme.title, problem, [link], by, is_sample=theme.wave.is_sample)
    theme.is_edited = True
    theme.save(update_fields=["initiative_id", "is_edited"])
    record("theme.initiative_started", by=by, on=theme, initiative=theme.initiative_id)
    return theme.initiative_id


@transaction.atomic
def link_theme(theme: Theme, initiative_id: int, *, by: Actor) -> None:
    """Let a theme stand behind an initiative that is already there."""
    require_writer(by)
    theme.initiative_id, theme.is_edited = initiative_id, True
    theme.save(update_fields=["initiative_id", "is_edited"])
    record("theme.linked", by=by, on=theme, initiative=initiative_id)
