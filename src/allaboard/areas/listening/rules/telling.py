"""What may be shown of answers, and in which words."""

from allaboard.areas.listening.choices import Kind
from allaboard.areas.listening.rules.questions import Asked
from allaboard.statistics.ranges import Range
from allaboard.words import gettext as _

MINIMUM_FOR_COMMENTS = 10
PARTICIPATION_STEP = 5  # percent


def in_words(question: Asked, value: str) -> str:
    """An answer on offer, in the words in which it is offered and told; steps that were named elsewhere in those names."""
    if question.is_rated and len(question.options) == question.high - question.low + 1:
        return question.options[int(value) - question.low]
    steps = (_("Strongly disagree"), _("Disagree"), _("Neither"), _("Agree"), _("Strongly agree"))
    is_agreement = question.kind == Kind.AGREE and (question.low, question.high) == (1, len(steps))
    return steps[int(value) - 1] if is_agreement else value


def participation_shown(answered: int, invited: int, minimum: int) -> int:
    """How many took part at least, while a wave is open, in steps of no fewer than the minimum.

    Steps keep anyone from seeing who answered between two looks at the page, and the last step stays
    below everyone, so that the page never says that nobody is missing.

    Args:
        answered: people who have answered, 0 to `invited`.
        invited: people who were asked.
        minimum: people of the smallest group that may ever be shown, at least 5.
    """
    step = max(minimum, -(-invited // (100 // PARTICIPATION_STEP)))
    highest = (invited - 1) // step * step
    return min(answered // step * step, max(0, highest))


def answered_kept(answered: int, minimum: int) -> int:
    """How many answered a run that is closed, as it is kept and told: 0 when they are fewer than the group minimum.

    Nothing else of such a run is shown, and who the few were may be easy to guess.

    Args:
        answered: people who answered, 0 or more.
        minimum: people of the smallest group that may ever be shown.
    """
    return answered if answered >= minimum else 0


def fewest_for_comments(minimum_group: int) -> int:
    """How many must have answered before anyone's words are shown.

    Args:
        minimum_group: people of the smallest group that may ever be shown.
    """
    return max(MINIMUM_FOR_COMMENTS, minimum_group)


def may_show_comments(answered: int, minimum_group: int, smallest_group: int) -> bool:
    """Whether comments of a wave, and anything counted from them, may be shown.

    They belong to the whole wave, never to a group; a wave that shows no figure shows no comment either.

    Args:
        answered: people who answered, 0 or more.
        minimum_group: people of the smallest group that may ever be shown.
        smallest_group: people of the smallest lot that anyone could work out; 0 when nothing is shown.
    """
    return answered >= fewest_for_comments(minimum_group) and smallest_group > 0


def share_shown(share: float, told: Range | None) -> str:
    """A share in words for the screen, or the range that is told instead of it.

    Args:
        share: 0-1.
        told: the range in percent, or None where the share may be told.
    """
    return f"{told.low}–{told.high} %" if told else f"{round(100 * share)} %"


def level_of(share: float, told: Range | None) -> int:
    """Which of five shades of the heat map a share has, 1 to 5; a range has the shade of its middle.

    Args:
        share: 0-1.
        told: the range in percent, or None where the share may be told.
    """
    return min(5, int((told.middle if told else share) * 5) + 1)
