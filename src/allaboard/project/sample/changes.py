"""What the sample company has told its people."""

from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.listening.models import Wave
from allaboard.foundation.access.roles import Actor


def make(by: Actor, pulse: list[Wave], initiatives: dict[str, Initiative]) -> None:
    """Publish what changed after the earlier waves."""
