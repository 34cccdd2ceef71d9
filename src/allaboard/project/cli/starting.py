"""What every start has in common, be it of all or of one part: what is shown, what is warned of, how it is stopped."""

import signal
import time
from collections.abc import Callable
from types import FrameType

from rich.console import Console

from allaboard.project import environment
from allaboard.project.doctor.installation import tables
from allaboard.project.processes.loading import set_up_django
from allaboard.project.static_files.sources import are_collected

console = Console(highlight=False)


def warn() -> None:
    """Say, whatever is started, what nobody would notice: tables of another version, another secret key than before."""
    set_up_django()
    from allaboard.project.doctor import secret_key

    shape = tables()
    if wrong := secret_key.notice_another() if shape.is_fine else shape:
        console.print(f"[red]✕ {wrong.subject}: {wrong.detail}.[/] {wrong.remedy}", soft_wrap=True)


def collect_static_files() -> None:
    """Collect what browsers are given as it is, unless that is done."""
    folder = environment.HOME.value() / "static"
    if are_collected(folder):
        return
    with Step("Style sheet and scripts"):
        set_up_django()
        from allaboard.project.static_files import storage

        storage.collect_static_files()


class Step:
    """Prints what is being done, to whoever watches, and how long it took."""

    def __init__(self, label: str) -> None:
        self.label = label

    def __enter__(self) -> None:
        self.began = time.monotonic()
        if console.is_terminal:
            console.print(f"  {self.label} …", end="\r")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        mark = "[green]✓[/]" if kind is None else "[red]✕[/]"
        console.print(f"{mark} {self.label}  [dim]{time.monotonic() - self.began:.1f} s[/]")


class StoppingGently:
    """Turns SIGTERM into the same orderly end as Ctrl-C."""

    def __enter__(self) -> None:
        def interrupt(_number: int, _frame: FrameType | None) -> None:
            raise KeyboardInterrupt

        self.before: Callable[[int, FrameType | None], object] | int | None = signal.signal(
            signal.SIGTERM, interrupt
        )

    def __exit__(self, *_: object) -> None:
        signal.signal(signal.SIGTERM, self.before)
