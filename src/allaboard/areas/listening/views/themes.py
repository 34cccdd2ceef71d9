"""Themes: read, put right, act on."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allaboard.areas.initiatives.facade import InitiativeRef, initiative_ref
from allaboard.areas.listening import undoing
from allaboard.areas.listening.forms.themes import CommentsForm, ThemeChoiceForm, ThemeTitleForm
from allaboard.areas.listening.models import Theme
from allaboard.areas.listening.queries.surveys import WRITERS, theme_for
from allaboard.areas.listening.queries.themes import comments_of, themes_of
from allaboard.areas.listening.services import editing
from allaboard.areas.listening.services import themes as services
from allaboard.errors import NotFound
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.undo import facade as undo

COMMENTS_A_PAGE = 100


@require_safe
@requires_role(*WRITERS)
def theme(request: ActorRequest, pk: int) -> HttpResponse:
    """A theme with its volume, share, trend and comments."""
    return _page(request, theme_for(request.actor, pk), None)


def _page(request: ActorRequest, found: Theme, form: ThemeTitleForm | None) -> HttpResponse:
    every = themes_of(found.wave)
    figures = next((figures for figures in every if figures.theme.pk == found.pk), None)
    page = Paginator(comments_of(found), COMMENTS_A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "theme": found,
        "form": form or ThemeTitleForm(instance=found),
        "figures": figures,
        "others": [figures.theme for figures in every if figures.theme.pk != found.pk],
        "page": page,
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
    editing.rename_theme(found, by=request.actor, title=form.cleaned_data["title"])
    messages.success(request, _("The theme has a new title."))
    return redirect("listening:theme", pk)


@require_POST
@requires_role(*WRITERS)
def merge(request: ActorRequest, pk: int) -> HttpResponse:
    """Put this theme into another."""
    found = theme_for(request.actor, pk)
    into = ThemeChoiceForm(request.POST, wave_id=found.wave_id).chosen()
    undo.announce(request, undoing.merge(found, into, request.actor))
    return redirect("listening:theme", into.pk)


@require_POST
@requires_role(*WRITERS)
def comments(request: ActorRequest, pk: int) -> HttpResponse:
    """Move chosen comments, make a theme of them, hide them or show them again."""
    found = theme_for(request.actor, pk)
    wanted = CommentsForm(request.POST, theme=found).wanted()
    undo.announce(request, undoing.put_right(found, wanted, request.actor))
    return redirect("listening:theme", pk)


@require_POST
@requires_role(*WRITERS)
def start_initiative(request: ActorRequest, pk: int) -> HttpResponse:
    """Start an initiative whose case rests on this theme."""
    started = services.start_initiative_from(theme_for(request.actor, pk), by=request.actor)
    messages.success(request, _("The initiative has begun, with this theme as its first evidence."))
    return redirect(initiative_ref(request.actor, started).url)
