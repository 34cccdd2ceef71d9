"""Themes: read, put right, act on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allaboard.areas.initiatives.facade import InitiativeRef, initiative_ref
from allaboard.areas.listening.forms import ThemeChoiceForm, ThemeTitleForm
from allaboard.areas.listening.models import Comment, Theme
from allaboard.areas.listening.permissions import WRITERS
from allaboard.areas.listening.queries.surveys import theme_for, visible_waves
from allaboard.areas.listening.queries.themes import comments_of, themes_of
from allaboard.areas.listening.services import themes as services
from allaboard.areas.listening.undoing import COMMENT, MERGED
from allaboard.errors import NotFound
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.undo import facade as undo


@require_safe
@requires_role(*WRITERS)
def theme(request: ActorRequest, pk: int) -> HttpResponse:
    """A theme with its volume, share, trend and comments."""
    return _page(request, theme_for(request.actor, pk), None)


def _page(request: ActorRequest, found: Theme, form: ThemeTitleForm | None) -> HttpResponse:
    every = themes_of(found.wave)
    shown = {
        "theme": found,
        "form": form or ThemeTitleForm(instance=found),
        "figures": next((figures for figures in every if figures.theme.pk == found.pk), None),
        "others": [figures.theme for figures in every if figures.theme.pk != found.pk],
        "comments": comments_of(found),
        "initiative": _initiative(request, found),
    }
    return render(request, "listening/theme.html", shown, status=422 if form else 200)


def _initiative(request: ActorRequest, found: Theme) -> InitiativeRef | None:
    if not found.initiative_id:
        return None
    try:
        return initiative_ref(request.actor, found.initiative_id)
    except NotFound:
        return None


@require_POST
@requires_role(*WRITERS)
def rename(request: ActorRequest, pk: int) -> HttpResponse:
    """A better title."""
    found = theme_for(request.actor, pk)
    form = ThemeTitleForm(request.POST, instance=found)
    if not form.is_valid():
        return _page(request, found, form)
    services.rename_theme(found, by=request.actor, title=form.cleaned_data["title"])
    messages.success(request, _("The theme has a new title."))
    return redirect("listening:theme", pk)


@require_POST
@requires_role(*WRITERS)
def merge(request: ActorRequest, pk: int) -> HttpResponse:
    """Put this theme into another."""
    found = theme_for(request.actor, pk)
    into = ThemeChoiceForm(request.POST, wave_id=found.wave_id).chosen()
    kept = {
        "rows": undo.rows_of(found),
        "comments": [str(comment) for comment in found.comments.values_list("pk", flat=True)],
        "into": into.pk,
        "is_edited": into.is_edited,
        "earlier_comments": into.earlier_comments,
    }
    label = _("“%(theme)s” is now part of “%(into)s”.") % {"theme": found.title, "into": into.title}
    services.merge_themes(found, into, by=request.actor)
    undo.announce(request, undo.offer(request.actor, label, MERGED, kept))
    return redirect("listening:theme", into.pk)


def _comment(request: ActorRequest, pk: UUID) -> Comment:
    return get_object_or_404(Comment.objects.filter(wave__in=visible_waves(request.actor)), pk=pk)


@require_POST
@requires_role(*WRITERS)
def move_comment(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Put a comment where it belongs."""
    comment = _comment(request, pk)
    was = comment.theme_id
    into = ThemeChoiceForm(request.POST, wave_id=comment.wave_id).chosen()
    services.move_comment(comment, into, by=request.actor)
    label = _("The comment is now in “%(theme)s”.") % {"theme": into.title}
    undo.announce(
        request, undo.offer(request.actor, label, COMMENT, {"comment": str(comment.pk), "theme": was})
    )
    return redirect("listening:theme", was or into.pk)


@require_POST
@requires_role(*WRITERS)
def hide_comment(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Hide a comment, or show it again."""
    comment = _comment(request, pk)
    services.hide_comment(comment, by=request.actor, hidden=request.POST.get("hide") == "yes")
    if comment.theme_id is None:
        return redirect("listening:results", comment.wave_id)
    return redirect("listening:theme", comment.theme_id)


@require_POST
@requires_role(*WRITERS)
def start_initiative(request: ActorRequest, pk: int) -> HttpResponse:
    """Start an initiative whose case rests on this theme."""
    started = services.start_initiative_from(theme_for(request.actor, pk), by=request.actor)
    messages.success(request, _("The initiative has begun, with this theme as its first evidence."))
    return redirect(initiative_ref(request.actor, started).url)
