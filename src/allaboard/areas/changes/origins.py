"""What a change rests on: read anew while it is a draft, kept as it was when it is published."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from django.utils.translation import gettext as _

from allaboard.areas.campaigns.facade import CampaignRef, campaign_ref, campaign_refs, outcome
from allaboard.areas.changes.choices import Status
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.rules import comments_in_all, due_on
from allaboard.areas.initiatives.facade import InitiativeRef, initiative_ref, initiative_refs
from allaboard.areas.listening.facade import (
    ThemeRef,
    WaveRef,
    theme_ref,
    theme_refs,
    themes_of,
    wave_ref,
    wave_refs,
)
from allaboard.foundation.access.roles import Actor
from allaboard.words import all_grouped, signed

Ref = TypeVar("Ref", ThemeRef, WaveRef, InitiativeRef)


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


def origin_of(change: Change) -> Origin:
    """What a change rests on."""
    return Origin(change.theme_id, change.wave_id, change.initiative_id, change.campaign_id)


def frozen(actor: Actor, origin: Origin) -> dict[str, object]:
    """The fields of a change that keep what it rests on, as it is now.

    Raises:
        NotFound: the actor may not see one of the objects.
    """
    theme = theme_ref(actor, origin.theme_id) if origin.theme_id is not None else None
    campaign = campaign_ref(actor, origin.campaign_id) if origin.campaign_id is not None else None
    wave_id = theme.wave_id if theme else origin.wave_id
    behind = _initiative_behind(origin.initiative_id, theme, campaign)
    return {
        **_theme(theme),
        **_wave(wave_ref(actor, wave_id) if wave_id is not None else None),
        **_initiative(initiative_ref(actor, behind) if behind is not None else None),
        **_campaign(actor, campaign),
    }


def as_it_stands(actor: Actor, change: Change) -> Change:
    """The change as publishing it now would keep it: a draft with what it rests on as it is now, the outcome too."""
    as_they_stand(actor, [change])
    if change.status == Status.DRAFT and change.campaign_id is not None:
        found = campaign_refs(actor, [change.campaign_id]).get(change.campaign_id)
        change.campaign_outcome = _outcome_of(actor, found) if found else change.campaign_outcome
    return change


def as_they_stand(actor: Actor, changes: Iterable[Change]) -> list[Change]:
    """The changes, of drafts the counts and names they rest on as they are now; nothing is saved.

    A draft that names no initiative takes the one that its theme or campaign was given since. What is gone, or
    not this actor's to see, stays as it was kept; so does everything that was published.
    """
    changes = list(changes)
    drafts = [change for change in changes if change.status == Status.DRAFT]
    themes = theme_refs(actor, _named(draft.theme_id for draft in drafts))
    waves = wave_refs(actor, _named(draft.wave_id for draft in drafts))
    campaigns = campaign_refs(actor, _named(draft.campaign_id for draft in drafts))
    for draft in drafts:
        theme, campaign = themes.get(draft.theme_id or 0), campaigns.get(draft.campaign_id or 0)
        draft.initiative_id = _initiative_behind(draft.initiative_id, theme, campaign)
    initiatives = initiative_refs(actor, _named(draft.initiative_id for draft in drafts))
    for draft in drafts:
        _keep(draft, _theme, themes.get(draft.theme_id or 0))
        _keep(draft, _wave, waves.get(draft.wave_id or 0))
        _keep(draft, _initiative, initiatives.get(draft.initiative_id or 0))
    return changes


def _named(ids: Iterable[int | None]) -> set[int]:
    return {pk for pk in ids if pk is not None}


def _keep(draft: Change, fields_of: Callable[[Ref], dict[str, object]], ref: Ref | None) -> None:
    if ref is not None:
        for name, value in fields_of(ref).items():
            setattr(draft, name, value)


def _initiative_behind(named: int | None, theme: ThemeRef | None, campaign: CampaignRef | None) -> int | None:
    """The initiative that was named, else the theme's, else the campaign's."""
    if named is None and theme is not None:
        named = theme.initiative_id
    if named is None and campaign is not None:
        named = campaign.initiative_id
    return named


def _theme(ref: ThemeRef | None) -> dict[str, object]:
    if ref is None:
        return {"theme_id": None, "theme_title": "", "theme_comments": 0, "all_comments": 0}
    return {
        "theme_id": ref.id,
        "theme_title": ref.title[:200],
        # Without a share the wave's comments may not be shown, so their number is not kept either.
        "theme_comments": ref.comments if ref.share > 0 else 0,
        "all_comments": comments_in_all(ref.comments, ref.share),
    }


def _wave(ref: WaveRef | None) -> dict[str, object]:
    if ref is None:
        return {"wave_id": None, "wave_title": "", "asked": None, "answered": 0, "due_on": None}
    return {
        "wave_id": ref.id,
        "wave_title": ref.title[:200],
        "asked": ref.invited,
        "answered": ref.answered,
        # Where nobody knows who was asked, nobody was promised to hear.
        "due_on": due_on(ref.closed_on) if ref.closed_on and ref.invited is not None else None,
    }


def _initiative(ref: InitiativeRef | None) -> dict[str, object]:
    if ref is None:
        return {"initiative_id": None, "initiative_title": ""}
    return {"initiative_id": ref.id, "initiative_title": ref.title[:200]}


def _campaign(actor: Actor, ref: CampaignRef | None) -> dict[str, object]:
    if ref is None:
        return {"campaign_id": None, "campaign_title": "", "campaign_outcome": ""}
    return {
        "campaign_id": ref.id,
        "campaign_title": ref.title[:200],
        "campaign_outcome": _outcome_of(actor, ref),
    }


def _outcome_of(actor: Actor, ref: CampaignRef) -> str:
    return outcome_in_words(actor, ref.id)[:250]


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
