"""The chain of evidence behind a change, with links that the viewer may open."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from allaboard.areas.campaigns.facade import campaign_ref
from allaboard.areas.changes.choices import Kind
from allaboard.areas.changes.models import Change
from allaboard.areas.changes.rules import Reach
from allaboard.areas.initiatives.facade import initiative_ref
from allaboard.areas.listening.facade import theme_ref, wave_ref
from allaboard.errors import NotFound
from allaboard.foundation.access.roles import Actor
from allaboard.words import all_grouped


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain; without an address where the viewer may not go on."""

    label: str
    text: str
    url: str = ""


def chain_of(actor: Actor, change: Change, reach: Reach | None = None) -> list[Link]:
    """From the answers to the reply, as far as it is known.

    Args:
        reach: how many it reached, for what was published.
    """
    found = [
        _answers(actor, change),
        _theme(actor, change),
        _decision(actor, change),
        _message(actor, change),
        _outcome(change),
        _reply(change, reach),
    ]
    return [link for link in found if link is not None]


def _address(ask: Callable[[Actor, int], object], actor: Actor, pk: int) -> str:
    # A reference is refused to those who may not see the object: then the text stands without a link.
    try:
        return str(getattr(ask(actor, pk), "url", ""))
    except NotFound:
        return ""


def _answers(actor: Actor, change: Change) -> Link | None:
    if change.wave_id is None:
        return None
    counts = {"answered": change.answered, "asked": change.asked, "title": change.wave_title}
    counted = _turnout(change) % all_grouped(counts)
    return Link(_("Answers"), counted, _address(wave_ref, actor, change.wave_id))


def _turnout(change: Change) -> str:
    """How many answered, in words; not of how many where nobody knows, and no number where they were too few."""
    if change.asked is None:
        said = _("%(answered)s people answered “%(title)s”")
        return said if change.answered else _("Few people answered “%(title)s”")
    said = _("%(answered)s of %(asked)s people answered “%(title)s”")
    return said if change.answered else _("Few of the %(asked)s people answered “%(title)s”")


def _theme(actor: Actor, change: Change) -> Link | None:
    if change.theme_id is None:
        return None
    address = _address(theme_ref, actor, change.theme_id)
    if not change.all_comments:
        return Link(_("Theme"), change.theme_title, address)
    counted = _("%(title)s: %(some)s of %(all)s comments") % all_grouped(
        {
            "title": change.theme_title,
            "some": change.theme_comments,
            "all": change.all_comments,
        }
    )
    return Link(_("Theme"), counted, address)


def _decision(actor: Actor, change: Change) -> Link | None:
    if change.initiative_id is None:
        return None
    label = _("Decision") if change.kind != Kind.DID_NOT else _("Looked into")
    return Link(label, change.initiative_title, _address(initiative_ref, actor, change.initiative_id))


def _message(actor: Actor, change: Change) -> Link | None:
    if change.campaign_id is None:
        return None
    return Link(_("Message"), change.campaign_title, _address(campaign_ref, actor, change.campaign_id))


def _outcome(change: Change) -> Link | None:
    said = " ".join(part for part in (change.outcome, change.campaign_outcome) if part)
    return Link(_("Outcome"), said) if said else None


def _reply(change: Change, reach: Reach | None) -> Link | None:
    if change.published_at is None:
        return None
    day = date_format(localtime(change.published_at))
    if reach is None:
        return Link(_("Reply"), _("published on %s") % day)
    words = all_grouped({"day": day, "delivered": reach.delivered, "asked": reach.asked})
    return Link(_("Reply"), _("told on %(day)s to %(delivered)s of %(asked)s people who were asked") % words)
