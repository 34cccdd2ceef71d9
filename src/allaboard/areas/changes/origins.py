"""What a change rests on, frozen with the counts that other areas give today."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from allaboard.areas.campaigns.facade import campaign_ref, outcome
from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.rules import comments_in_all, due_on
from allaboard.areas.initiatives.facade import initiative_ref
from allaboard.areas.listening.facade import theme_ref, themes_of, wave_ref
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.words import all_grouped, signed


@dataclass(frozen=True, slots=True)
class Origin:
    """Numbers of the theme, wave, initiative and campaign behind a change."""

    theme_id: int | None = None
    wave_id: int | None = None
    initiative_id: int | None = None
    campaign_id: int | None = None


def with_its_theme(actor: Actor, origin: Origin) -> Origin:
    """The origin with the theme that its initiative answers to, where there is exactly one and nothing else was asked."""
    if origin.initiative_id is None or origin.theme_id is not None or origin.wave_id is not None:
        return origin
    found = themes_of(actor, [origin.initiative_id])
    return replace(origin, theme_id=found[0].id) if len(found) == 1 else origin


def frozen(actor: Actor, origin: Origin) -> dict[str, object]:
    """The fields of a change that keep what it rests on, as it is now.

    Raises:
        NotFound: the actor may not see one of the objects.
    """
    wave_id = theme_ref(actor, origin.theme_id).wave_id if origin.theme_id is not None else origin.wave_id
    return {
        **_theme(actor, origin.theme_id),
        **_wave(actor, wave_id),
        **_initiative(actor, _initiative_behind(actor, origin)),
        **_campaign(actor, origin.campaign_id),
    }


def initiative_of(actor: Actor, change: Change) -> tuple[int | None, str]:
    """Number and title of the initiative behind a change.

    A draft that names none takes the one that its theme or campaign was given since; what was published stays.
    """
    kept = change.initiative_id, change.initiative_title
    if change.status != Status.DRAFT or change.initiative_id is not None:
        return kept
    try:
        origin = Origin(theme_id=change.theme_id, campaign_id=change.campaign_id)
        behind = _initiative_behind(actor, origin)
        return kept if behind is None else (behind, initiative_ref(actor, behind).title[:200])
    except NotFound:
        return kept  # the theme or campaign is gone, or not this actor's to see


def _initiative_behind(actor: Actor, origin: Origin) -> int | None:
    """The initiative that was named, else the theme's, else the campaign's."""
    found = origin.initiative_id
    if found is None and origin.theme_id is not None:
        found = theme_ref(actor, origin.theme_id).initiative_id
    if found is None and origin.campaign_id is not None:
        found = campaign_ref(actor, origin.campaign_id).initiative_id
    return found


def _theme(actor: Actor, theme_id: int | None) -> dict[str, object]:
    if theme_id is None:
        return {"theme_id": None, "theme_title": "", "theme_comments": 0, "all_comments": 0}
    ref = theme_ref(actor, theme_id)
    return {
        "theme_id": ref.id,
        "theme_title": ref.title[:200],
        # Without a share the wave's comments may not be shown, so their number is not kept either.
        "theme_comments": ref.comments if ref.share > 0 else 0,
        "all_comments": comments_in_all(ref.comments, ref.share),
    }


def _wave(actor: Actor, wave_id: int | None) -> dict[str, object]:
    if wave_id is None:
        return {"wave_id": None, "wave_title": "", "asked": 0, "answered": 0}
    ref = wave_ref(actor, wave_id)
    return {
        "wave_id": ref.id,
        "wave_title": ref.title[:200],
        "asked": ref.invited,
        "answered": ref.answered,
        "due_on": due_on(ref.closed_on) if ref.closed_on else None,
    }


def _initiative(actor: Actor, initiative_id: int | None) -> dict[str, object]:
    if initiative_id is None:
        return {"initiative_id": None, "initiative_title": ""}
    ref = initiative_ref(actor, initiative_id)
    return {"initiative_id": ref.id, "initiative_title": ref.title[:200]}


def _campaign(actor: Actor, campaign_id: int | None) -> dict[str, object]:
    if campaign_id is None:
        return {"campaign_id": None, "campaign_title": "", "campaign_outcome": ""}
    ref = campaign_ref(actor, campaign_id)
    return {
        "campaign_id": ref.id,
        "campaign_title": ref.title[:200],
        "campaign_outcome": outcome_in_words(actor, campaign_id)[:250],
    }


def outcome_in_words(actor: Actor, campaign_id: int) -> str:
    """What a campaign did, with its interval; empty before it was measured."""
    found = outcome(actor, campaign_id)
    if found is None:
        return ""
    said = _("%(measure)s: %(share)s %% of %(people)s people") % all_grouped(
        {
            "measure": found.measure[:1].upper() + found.measure[1:],  # it stands at the start of a sentence
            "share": found.percent,
            "people": found.people,
        }
    )
    if found.lift is None or found.interval is None:
        return said + "."
    return said + _(", %(lift)s points against those left out (%(low)s to %(high)s).") % {
        "lift": signed(found.lift * 100),
        "low": signed(found.interval.low * 100),
        "high": signed(found.interval.high * 100),
    }
