"""How far a long piece of work has come, and how long it will still take."""

PATIENCE_SECONDS = 300  # the page says five minutes


def seconds_left(done: int, total: int, elapsed_seconds: float) -> float | None:
    """Seconds still needed at the speed so far; None while nothing is done and no speed is known.

    Args:
        done: units done so far, 0 to `total`.
        total: units in all.
        elapsed_seconds: seconds since the work began.
    """
    if done <= 0 or elapsed_seconds <= 0:
        return None
    return max(0, total - done) * elapsed_seconds / done


def is_stalled(seconds_since_news: float, is_finished: bool, patience: float = PATIENCE_SECONDS) -> bool:
    """Whether unfinished work has been silent for so long that its worker has probably gone.

    Args:
        seconds_since_news: seconds since the work last told how far it is.
        is_finished: whether it has ended.
        patience: seconds of silence that are nothing unusual.
    """
    return not is_finished and seconds_since_news > patience
