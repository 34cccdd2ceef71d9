"""The order of the eight steps."""

from collections.abc import Mapping

from allaboard.areas.initiatives.choices import Progress, Step


def arranged(states: Mapping[str, str]) -> dict[str, Progress]:
    """The eight steps with exactly one that is now: the first that somebody answers for and that is not done.

    Args:
        states: progress by step key, for the steps that somebody answers for.
    """
    found: dict[str, Progress] = {}
    has_now = False
    for step in Step:
        if states.get(step) == Progress.DONE:
            found[step] = Progress.DONE
        elif step in states and not has_now:
            found[step], has_now = Progress.NOW, True
        else:
            found[step] = Progress.NEXT
    return found


def current_step(states: Mapping[str, str]) -> Step:
    """The step at which an initiative stands; the last one done when nothing is left that somebody answers for.

    Args:
        states: progress by step key, for the steps that somebody answers for.
    """
    progress = arranged(states)
    waiting = [step for step in Step if progress[step] == Progress.NOW]
    done = [step for step in Step if progress[step] == Progress.DONE]
    return (waiting or done[-1:] or [Step.LISTENED])[0]
