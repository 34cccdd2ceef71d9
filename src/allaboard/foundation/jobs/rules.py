"""How far a long piece of work has come, and how long it will still take."""


def done_share(done: int, total: int) -> float:
    """The share that is done, 0 to 1; work without parts is done when it is finished."""
    return min(1.0, max(0.0, done / total)) if total > 0 else 0.0


def seconds_left(done: int, total: int, elapsed_seconds: float) -> float | None:
    """Seconds still needed at the speed so far; None while nothing is done and no speed is known."""
    if done <= 0 or elapsed_seconds <= 0:
        return None
    return max(0, total - done) * elapsed_seconds / done


def is_stalled(seconds_since_news: float, is_finished: bool, patience_seconds: float = 300) -> bool:
    """Whether unfinished work has been silent for so long that its worker has probably gone."""
    return not is_finished and seconds_since_news > patience_seconds
