"""Gives a command its database: the configured server, the one that already runs, or our own for the while."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from allaboard.project import environment
from allaboard.project.postgres import ClusterError, running_cluster


@contextlib.contextmanager
def database(folder: Path | None = None, *, unsafe: bool = False) -> Iterator[None]:
    """Run the block with ALLABOARD_DATABASE_URL set to a server that answers, and Django set up."""
    with contextlib.ExitStack() as stack:
        if not environment.DATABASE_URL.value():
            try:
                cluster = stack.enter_context(
                    running_cluster(
                        folder or environment.HOME.value() / "postgres",
                        bin_folder=environment.PG_BIN.value(),
                        unsafe=unsafe or environment.PG_UNSAFE.value(),
                    )
                )
            except ClusterError as error:
                print(f"allaboard: {error}", file=sys.stderr)
                raise SystemExit(3) from error
            os.environ["ALLABOARD_DATABASE_URL"] = cluster.url
            stack.callback(os.environ.pop, "ALLABOARD_DATABASE_URL", None)
        yield


def set_up_django() -> None:
    """Make Django's models usable in this process."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "allaboard.project.settings")
    import django

    django.setup()
