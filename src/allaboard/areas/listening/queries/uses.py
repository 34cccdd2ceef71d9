"""Which runs of surveys were given to the people of a segment."""

from django.utils.translation import gettext as _

from allaboard.areas.listening.queries.surveys import visible_waves, wave_page_url
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.segments.facade import Use


def uses_of_segment(actor: Actor, segment_id: int) -> list[Use]:
    """Runs that asked the people of a segment, as far as the actor may see them; whom they ask is fixed at launch."""
    waves = visible_waves(actor).filter(segment_id=segment_id).order_by("-opens_on", "-pk")
    return [Use(_("Survey"), wave.title, wave_page_url(wave)) for wave in waves]
