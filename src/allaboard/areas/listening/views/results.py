"""Results: the page, the exports, and how anonymity is checked."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.permissions import READERS, may_write
from allaboard.areas.listening.queries.figures import WaveFigures
from allaboard.areas.listening.queries.plans import attributes_of, group_name
from allaboard.areas.listening.queries.results import results_of
from allaboard.areas.listening.queries.surveys import WRITERS, wave_for
from allaboard.areas.listening.queries.themes import ThemeFigures, shown_comments, themes_of, waiting
from allaboard.areas.listening.results import comparisons, exports, pictures
from allaboard.areas.listening.services.grouping import begin_grouping
from allaboard.errors import NotFound
from allaboard.foundation.access.guards import requires_role
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.jobs.facade import work_of


def _closed(request: ActorRequest, pk: int) -> Wave:
    wave = wave_for(request.actor, pk)
    if wave.stage != Stage.CLOSED:
        raise NotFound
    return wave


@require_safe
@requires_role(*READERS)
def results(request: ActorRequest, pk: int) -> HttpResponse:
    """Everything that may be shown of a closed wave."""
    wave = wave_for(request.actor, pk)
    if wave.stage != Stage.CLOSED:
        return redirect("listening:wave", pk)
    figures, writes, wanted = results_of(request.actor, wave), may_write(request.actor), _wanted(request)
    themes = themes_of(wave) if writes else []
    shown = {
        "wave": wave,
        "figures": figures,
        "has_ranges": any(question.told for group in figures.groups for question in group.questions),
        "all_groups": wanted.address(groups="all"),
        "wanted": wanted,
        **_compared(figures, wanted),
        "distributions": pictures.distributions(figures),
        "headlines": pictures.headlines(wave, figures),
        "changes": pictures.changes(figures),
        "over_time": pictures.engagement_over_time(request.actor, wave),
        "since": pictures.since_words(request.actor, wave),
        "themes": themes,
        "grouping": work_of(wave.themes_progress) if writes else None,
        "next_theme": _next_theme(themes),
        "comments": shown_comments(wave) if writes else 0,
        "may_write": writes,
    }
    return render(request, "listening/results.html", shown)


def _next_theme(themes: Sequence[ThemeFigures]) -> ThemeFigures | None:
    """The largest theme that nobody has taken up: of what should change, else of praise."""
    return min(waiting(themes), key=lambda figures: figures.is_praise, default=None)


def _compared(figures: WaveFigures, wanted: comparisons.Wanted) -> dict[str, object]:
    """Where groups differ, and what has moved since the last run."""
    return {
        "heat": comparisons.heat_map(figures, wanted),
        "shares": comparisons.shares_with_intervals(figures, wanted),
        "left_out": comparisons.left_out(figures, wanted),
        "moved": comparisons.changes_by_group(figures, wanted),
        "not_compared": comparisons.not_compared(figures, wanted),
        "moved_offered": comparisons.changes_offered(figures),
    }


def _wanted(request: ActorRequest) -> comparisons.Wanted:
    asked = request.GET
    return comparisons.Wanted(asked.get("sort", ""), asked.get("groups") == "all", asked.get("moved", ""))


@require_safe
@requires_role(*READERS)
def export(request: ActorRequest, pk: int, form: str) -> HttpResponse:
    """The numbers of the page, and no others, as a file."""
    wave = _closed(request, pk)
    return exports.results_file(wave, exports.rows_of(results_of(request.actor, wave)), form)


@require_safe
@requires_role(*READERS)
def checked(request: ActorRequest, pk: int) -> HttpResponse:
    """How anyone can check that nobody is singled out."""
    wave = _closed(request, pk)
    context = {
        "wave": wave,
        "blocks": [(_names(wave, block.groups), block.answered) for block in wave.blocks.order_by("groups")],
        "figures": results_of(request.actor, wave),
        "attributes": attributes_of(wave),
        "may_write": may_write(request.actor),
    }
    return render(request, "listening/checked.html", context)


def _names(wave: Wave, labels: Sequence[str]) -> list[tuple[str, str]]:
    named = zip(attributes_of(wave), labels, strict=True)
    return [(attribute, group_name(field, label)) for (field, attribute), label in named]


@require_POST
@requires_role(*WRITERS)
def find_themes(request: ActorRequest, pk: int) -> HttpResponse:
    """Group the comments in a job; the page shows how far it has come."""
    begin_grouping(_closed(request, pk), by=request.actor)
    messages.info(request, _("The comments are being read. This page may be left."))
    return redirect(reverse("listening:results", args=[pk]) + "#themes")
