"""What surveys put on Today and Home, and into the palette."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Wave
from allaboard.areas.listening.permissions import may_write
from allaboard.areas.listening.queries.results import totals_of
from allaboard.areas.listening.queries.surveys import (
    open_waves_for,
    visible_surveys,
    visible_themes,
    visible_waves,
    wave_page_url,
)
from allaboard.areas.listening.queries.themes import ThemeFigures, theme_page_url, themes_of, waiting
from allaboard.areas.listening.results.pictures import recommendation_words, score_words, turnout_words
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.facade import holding
from allaboard.foundation.today.facade import Card, Contribution, Figure, Hit, News
from allaboard.words import all_grouped

BIG_THEME = 0.1


def cards(actor: Actor) -> list[Card]:
    """My own open questions; for the team: themes without an initiative and waves whose people have heard nothing."""
    found = _questions(actor)
    if may_write(actor):
        found += [*_held_open(actor), *_untold(actor), *_themes(actor)]
    return found


def _questions(actor: Actor) -> list[Card]:
    if actor.person_id is None:
        return []
    return [
        Card(
            title=wave.title,
            detail=ngettext(
                "%(n)s question. Only groups of %(least)s or more are ever shown.",
                "%(n)s questions. Only groups of %(least)s or more are ever shown.",
                len(wave.questions),
            )
            % {"n": len(wave.questions), "least": wave.minimum_group},
            url=reverse("listening:answer", args=[wave.pk]),
            action=_("Answer"),
            priority=10,
            kind="question",
        )
        for wave in open_waves_for(actor, timezone.localdate())
    ]


def _held_open(actor: Actor) -> list[Card]:
    """Runs that should have closed by themselves the day before yesterday or earlier."""
    late = visible_waves(actor).filter(
        stage=Stage.OPEN, closes_on__lt=timezone.localdate() - timedelta(days=1)
    )
    return [
        Card(
            title=_("“%s” could not close by itself") % wave.title,
            detail=_("Its last day was %s. Close it by hand to see what holds it up.")
            % date_format(wave.closes_on, "DATE_FORMAT"),
            url=reverse("listening:wave", args=[wave.pk]),
            action=_("See the run"),
            priority=20,
            tone="bad",
        )
        for wave in late
    ]


def _untold(actor: Actor) -> list[Card]:
    closed = visible_waves(actor).filter(stage=Stage.CLOSED, told_on=None, invited__gt=0)
    found = []
    for wave in closed.order_by("-closed_on")[:3]:
        days = (timezone.localdate() - wave.closed_on).days if wave.closed_on else 0
        since = ngettext("%(d)s day since it closed", "%(d)s days since it closed", days) % {"d": days}
        said = since if days else _("It closed today")
        found.append(
            Card(
                title=_untold_words(wave) % all_grouped({"n": wave.invited, "title": wave.title}),
                detail=said,
                url=reverse("listening:results", args=[wave.pk]),
                action=_("See what they said") if wave.answered else _("Open"),
                priority=25 if days > 14 else 45,
                tone="warn" if days > 14 else "plain",
            )
        )
    return found


def _untold_words(wave: Wave) -> str:
    """What is to be told: of a run that too few answered there is nothing else to tell."""
    if wave.answered:
        return _("Tell %(n)s people what “%(title)s” changed")
    return _("Tell %(n)s people that too few answered “%(title)s”")


def _themes(actor: Actor) -> list[Card]:
    latest = visible_waves(actor).filter(stage=Stage.CLOSED).order_by("-closed_on", "-pk").first()
    if latest is None:
        return []
    large = [figures for figures in waiting(themes_of(latest)) if figures.share >= BIG_THEME]
    to_change = [_to_start(figures, latest) for figures in large if not figures.is_praise][:2]
    return to_change or [_to_thank(figures, latest) for figures in large][:1]


def _to_start(figures: ThemeFigures, wave: Wave) -> Card:
    return Card(
        title=figures.theme.title,
        detail=_("“%(quote)s” · %(n)s of %(total)s comments in “%(wave)s”, and no initiative yet")
        % _in_numbers(figures, wave),
        url=theme_page_url(figures.theme),
        action=_("Start initiative"),
        priority=20,
    )


def _to_thank(figures: ThemeFigures, wave: Wave) -> Card:
    """For praise there is nothing to change: people hear that it was read."""
    return Card(
        title=figures.theme.title,
        detail=_(
            "“%(quote)s” · %(n)s of %(total)s comments in “%(wave)s” are praise, and nobody was thanked yet"
        )
        % _in_numbers(figures, wave),
        url=f"{reverse('changes:write')}?theme={figures.theme.pk}",
        action=_("Say thank you"),
        priority=45,
    )


def _in_numbers(figures: ThemeFigures, wave: Wave) -> dict[str, object]:
    return all_grouped(
        {
            "quote": figures.quotes[0],
            "n": figures.comments,
            "total": figures.total,
            "wave": wave.title,
        }
    )


def news(actor: Actor, since: datetime) -> list[News]:
    """Waves that closed since then."""
    closed = visible_waves(actor).filter(stage=Stage.CLOSED, closed_on__gte=timezone.localdate(since))
    return [
        News(
            _("“%(title)s” closed: %(answered)s answered")
            % {"title": wave.title, "answered": turnout_words(wave)[0]},
            reverse("listening:results", args=[wave.pk]),
            timezone.make_aware(datetime.combine(wave.closed_on, datetime.min.time())),
        )
        for wave in closed[:5]
        if wave.closed_on
    ]


def figures(actor: Actor) -> list[Figure]:
    """Engagement and recommendation from the latest wave that has them."""
    wave = (
        visible_waves(actor).filter(stage=Stage.CLOSED, smallest_group__gt=0).order_by("-closed_on").first()
    )
    if wave is None:
        return []
    shown, url = totals_of(wave), reverse("listening:results", args=[wave.pk])
    answered, note = turnout_words(wave)
    share = wave.answered / wave.invited if wave.invited else None
    found = [Figure(_("Took part"), answered, f"{note}, {wave.title}", url, share)]
    if shown.total and shown.total.engagement:
        value, span = score_words(shown.total.engagement)
        found.append(Figure(_("Engagement"), value, span, url))
    if shown.recommendation:
        value, span = recommendation_words(shown.recommendation)
        found.append(Figure(_("Would recommend us"), value, span, url))
    return found


def find(actor: Actor, text: str, limit: int) -> list[Hit]:
    """Surveys, waves and themes by title."""
    surveys = holding(visible_surveys(actor), text, "title")[:limit]
    waves = holding(visible_waves(actor), text, "title")[:limit]
    themes = holding(visible_themes(actor), text, "title")[:limit]
    hits = [Hit(s.title, "", reverse("listening:survey", args=[s.pk]), _("Survey")) for s in surveys]
    hits += [Hit(w.title, w.get_stage_display(), wave_page_url(w), _("Survey")) for w in waves]
    hits += [Hit(t.title, t.wave.title, reverse("listening:theme", args=[t.pk]), _("Theme")) for t in themes]
    return hits[:limit]


def creations(actor: Actor) -> list[Hit]:
    """What the actor can start from anywhere."""
    if not may_write(actor):
        return []
    return [
        Hit(_("New survey"), _("From a template or blank"), reverse("listening:start"), _("Action")),
        Hit(
            _("Import survey results"), _("From a CSV or XLSX file"), reverse("listening:import"), _("Action")
        ),
    ]


CONTRIBUTION = Contribution(
    "listening",
    gettext_lazy("Heard"),
    1,
    cards=cards,
    news=news,
    figures=figures,
    find=find,
    creations=creations,
)
