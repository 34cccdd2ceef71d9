"""How much of a person's time was asked, and when somebody last talked with them."""

from dataclasses import dataclass
from datetime import datetime

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.touchpoints.permissions import reads_all_of
from allaboard.foundation.touchpoints.queries import last_talks, minutes_this_week, weekly_minutes


@dataclass(frozen=True, slots=True)
class Attention:
    """What was asked of one person since Monday, beside what may be asked, and the last talk."""

    talked_at: datetime | None
    minutes: int
    limit: int

    @property
    def is_used_up(self) -> bool:
        """Whether the week holds as much as messages may ask."""
        return self.minutes >= self.limit


def attention_of(actor: Actor, person_id: int) -> Attention | None:
    """The person's attention, for those who read all of the person's contacts; for others none: they see a part."""
    if not reads_all_of(actor, person_id):
        return None
    talked = last_talks(actor, [person_id]).get(person_id)
    asked = minutes_this_week([person_id]).get(person_id, 0.0)
    return Attention(talked, round(asked), weekly_minutes())
