"""Themes put right by people: named, put together, split; comments moved, hidden, and all of it taken back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from allaboard.areas.listening.models import Comment, Theme
from allaboard.areas.listening.permissions import require_writer
from allaboard.areas.listening.services.themes import hold
from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.undo.facade import put_back


@transaction.atomic
def rename_theme(theme: Theme, *, by: Actor, title: str) -> None:
    """Give a theme the words that people would use."""
    require_writer(by)
    hold(theme)
    _name(theme, title)
    theme.save(update_fields=["title", "is_edited"])
    record("theme.renamed", by=by, on=theme)


def _name(theme: Theme, title: str) -> None:
    if not title.strip():
        raise RuleBroken(_("A theme needs a title."))
    theme.title, theme.is_edited = title.strip()[:120], True


@transaction.atomic
def merge_themes(theme: Theme, into: Theme, *, by: Actor) -> None:
    """Move all comments of one theme into another of the same wave.

    Raises:
        NotAllowed: the actor does not write surveys.
        RuleBroken: the other is of another wave, or an initiative rests on this one.
    """
    require_writer(by)
    if theme.pk == into.pk or theme.wave_id != into.wave_id:
        raise RuleBroken(_("Choose another theme of the same survey."))
    hold(theme, into)
    if theme.initiative_id:
        raise RuleBroken(_("An initiative rests on this theme. Merge the other one into it."))
    Comment.objects.filter(theme=theme).update(theme=into)
    into.is_edited, into.earlier_comments = True, into.earlier_comments + theme.earlier_comments
    into.save(update_fields=["is_edited", "earlier_comments"])
    record("theme.merged", by=by, on=into, other=theme.title)
    theme.delete()


@transaction.atomic
def part_themes(into: Theme, kept: Mapping[str, Any], *, by: Actor) -> None:
    """Make two themes again of those that were put together; comments moved on since stay where they are."""
    require_writer(by)
    hold(into)
    put_back(kept["rows"])
    parted = Theme.objects.get(pk=kept["rows"][0]["pk"])
    Comment.objects.filter(pk__in=kept["comments"], theme=into).update(theme=parted)
    into.is_edited = kept["is_edited"]
    into.earlier_comments = max(0, into.earlier_comments - parted.earlier_comments)
    into.save(update_fields=["is_edited", "earlier_comments"])
    record("theme.parted", by=by, on=into)


@transaction.atomic
def move_comments(theme: Theme, chosen: Sequence[str], into: Theme, *, by: Actor) -> None:
    """Put comments of a theme into the one where they belong.

    Raises:
        NotAllowed: the actor does not write surveys.
        RuleBroken: the other theme is of another wave.
    """
    require_writer(by)
    if theme.pk == into.pk or theme.wave_id != into.wave_id:
        raise RuleBroken(_("Choose another theme of the same survey."))
    hold(theme, into)
    moved = _of(theme, chosen).update(theme=into)
    Theme.objects.filter(pk=into.pk).update(is_edited=True)
    record("comment.moved", by=by, on=into, comments=moved)


@transaction.atomic
def split_theme(theme: Theme, chosen: Sequence[str], *, by: Actor, title: str) -> Theme:
    """Make a theme of its own of some comments.

    How many of the last wave's comments belong to either part nobody knows, so neither shows a change.

    Raises:
        NotAllowed: the actor does not write surveys.
        RuleBroken: all of its comments were chosen.
    """
    require_writer(by)
    hold(theme)
    part = Theme(wave=theme.wave)
    _name(part, title)
    found = _of(theme, chosen)
    if found.count() == theme.comments.count():
        raise RuleBroken(_("That would be all of its comments. Give the theme another title instead."))
    part.save()
    moved = found.update(theme=part)
    Theme.objects.filter(pk=theme.pk).update(is_edited=True, earlier_comments=0, earlier_total=0)
    record("theme.split", by=by, on=theme, into=part.pk, comments=moved)
    return part


@transaction.atomic
def move_back(theme: Theme, kept: Mapping[str, Any], *, by: Actor) -> None:
    """Bring comments back that were moved or split off, with the theme as it was."""
    require_writer(by)
    hold(theme)
    Comment.objects.filter(pk__in=kept["comments"], wave=theme.wave_id).update(theme=theme)
    Theme.objects.filter(pk=theme.pk).update(
        is_edited=kept["is_edited"],
        earlier_comments=kept["earlier_comments"],
        earlier_total=kept["earlier_total"],
    )
    if kept["made"]:
        Theme.objects.filter(pk=kept["made"], comments=None, initiative_id=None).delete()
    record("comment.moved_back", by=by, on=theme)


@transaction.atomic
def hide_comments(theme: Theme, chosen: Sequence[str], *, by: Actor, hidden: bool = True) -> list[str]:
    """Keep comments that name or hurt someone from being shown, or show them again; returns those that were not so before.

    The theme counts as edited from then on: were it found anew, its hidden comments would be in none.
    """
    require_writer(by)
    hold(theme)
    turned = _of(theme, chosen).filter(is_hidden=not hidden)
    changed = [str(pk) for pk in turned.values_list("pk", flat=True)]
    turned.update(is_hidden=hidden)
    Theme.objects.filter(pk=theme.pk).update(is_edited=True)
    record("comment.hidden" if hidden else "comment.shown", by=by, on=theme, comments=len(changed))
    return changed


@transaction.atomic
def turn_back(theme: Theme, kept: Mapping[str, Any], *, by: Actor) -> None:
    """Show comments again that were hidden, or the other way round, wherever they have been moved since."""
    require_writer(by)
    hold(theme)
    said = Comment.objects.filter(pk__in=kept["comments"], wave=theme.wave_id)
    turned = said.update(is_hidden=not kept["hidden"])
    Theme.objects.filter(pk=theme.pk).update(is_edited=kept["is_edited"])
    record("comment.shown" if kept["hidden"] else "comment.hidden", by=by, on=theme, comments=turned)


def _of(theme: Theme, chosen: Sequence[str]) -> QuerySet[Comment]:
    found = theme.comments.filter(pk__in=chosen)
    if not found.exists():
        raise RuleBroken(_("Choose a comment first."))
    return found
