"""Static files as a running installation serves them: one style sheet, compressed, under names that may be kept for ever."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.management.commands.collectstatic import Command
from django.core.management import call_command
from whitenoise.storage import CompressedManifestStaticFilesStorage

from allaboard.project.static_files.sources import are_collected, fingerprint, mark_collected

SHEET = "ui/app.css"
IMPORT = re.compile(r'@import url\("([^"]+)"\) layer\((\w+)\);')


def bundle(sheet: str, read: Callable[[str], str]) -> str:
    """The sheet with what it imports written into it, each part in its layer: one request instead of a chain."""
    return IMPORT.sub(lambda found: f"@layer {found[2]} {{\n{read(found[1])}}}", sheet)


class BundledStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Bundles the style sheet before names are hashed and files compressed."""

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Hash and compress what was collected, the one sheet in the place of its parts."""
        folder = PurePosixPath(SHEET).parent

        def read(name: str) -> str:
            source, path = paths[str(folder / name)]
            with source.open(path) as part:
                return str(part.read().decode())

        if SHEET in paths and not dry_run:
            with open(self.path(SHEET), "w") as kept:
                kept.write(bundle(read(PurePosixPath(SHEET).name), read))
            paths = paths | {SHEET: (self, SHEET)}
        yield from super().post_process(paths, dry_run, **options)


def collect_static_files() -> None:
    """Collect, bundle, hash and compress the static files, unless those of today are there already."""
    if are_collected(settings.STATIC_ROOT):
        return
    sources = fingerprint()
    command = Command()
    command.storage = BundledStorage()
    call_command(command, interactive=False, verbosity=0)
    mark_collected(settings.STATIC_ROOT, sources)
