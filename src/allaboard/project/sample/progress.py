"""How far the making of the company has come, as one bar for all of its stages."""

from collections.abc import Callable

OnProgress = Callable[[float, str], None]
Tick = Callable[[float], None]

# Parts of a hundred, as measured with 1,000,000 people.
STAGES = (("People", 25), ("Their history", 11), ("Contacts", 5), ("Surveys", 35), ("Initiatives and campaigns", 6), ("Answers to people", 18))  # fmt: skip


def nothing(share: float, stage: str) -> None:
    """Nobody watches."""


def stages(on_progress: OnProgress) -> dict[str, Tick]:
    """For each stage, what to call with the share of it that is done, 0 to 1."""
    found: dict[str, Tick] = {}
    before, total = 0, sum(weight for _name, weight in STAGES)
    for name, weight in STAGES:
        found[name] = _tick(on_progress, name, before / total, weight / total)
        before += weight
    return found


def _tick(on_progress: OnProgress, name: str, start: float, part: float) -> Tick:
    return lambda share: on_progress(start + part * min(share, 1.0), name)
