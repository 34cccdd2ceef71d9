"""What changing or putting away a segment means for what uses it, in a sentence."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.foundation.segments.models import Segment
from allaboard.foundation.segments.uses import Use
from allaboard.words import all_grouped


def saved_sentence(segment: Segment, uses: Sequence[Use]) -> str:
    """That the segment is saved, and how many drafts now have its rule."""
    following = sum(use.follows for use in uses)
    if not following:
        return _("“%(name)s” is saved.") % {"name": segment.name}
    text = ngettext(
        "“%(name)s” is saved; %(count)d draft follows it.",
        "“%(name)s” is saved; %(count)d drafts follow it.",
        following,
    )
    return text % {"name": segment.name, "count": following}


def archived_sentence(segment: Segment, uses: Sequence[Use]) -> str:
    """That the segment is archived, and that nothing which uses it changes."""
    text = (
        _("“%(name)s” is archived. What uses it keeps its people.") if uses else _("“%(name)s” is archived.")
    )
    return text % {"name": segment.name}


def archived_together(count: int) -> str:
    """How many segments were archived at once."""
    text = ngettext("%(count)s segment was archived.", "%(count)s segments were archived.", count)
    return text % all_grouped({"count": count})
