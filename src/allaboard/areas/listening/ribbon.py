"""Answers for the first step of the loop: was anyone listened to?"""

from collections.abc import Container, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.areas.initiatives.facade import StepState
from allaboard.areas.listening.models import Theme
from allaboard.areas.listening.queries.surveys import visible_themes
from allaboard.areas.listening.queries.themes import theme_page_url
from allaboard.foundation.access.roles import SYSTEM, Actor
from allaboard.words import all_grouped


def listened(actor: Actor, initiative_id: int) -> StepState:
    """How far one initiative has listened."""
    return listened_many(actor, [initiative_id])[initiative_id]


def listened_many(actor: Actor, ids: Sequence[int]) -> Mapping[int, StepState]:
    """Done where a theme stands behind the initiative; its address only for those who may see the theme."""
    behind: dict[int, list[Theme]] = {pk: [] for pk in ids}
    for theme in visible_themes(SYSTEM).filter(initiative_id__in=ids):
        behind[theme.initiative_id].append(theme)  # type: ignore[index]
    open_to_read = set(visible_themes(actor).filter(initiative_id__in=ids).values_list("pk", flat=True))
    return {pk: _state(themes, open_to_read) for pk, themes in behind.items()}


def _state(themes: Sequence[Theme], open_to_read: Container[int]) -> StepState:
    if not themes:
        return StepState("next", _("no theme linked yet"))
    comments = sum(theme.volume for theme in themes)  # type: ignore[attr-defined]
    said = ngettext("%(n)s comment", "%(n)s comments", comments) % all_grouped({"n": comments})
    return StepState("done", said, theme_page_url(themes[0]) if themes[0].pk in open_to_read else "")
