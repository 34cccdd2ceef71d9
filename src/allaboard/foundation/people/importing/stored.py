"""Keeps a large file until a worker has read it."""

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.people.models import Import

FOLDER = "imports"


def keep_file(content: "File[bytes]") -> str:
    """Store the bytes under a random name and return it."""
    return default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}.bin", content)


@contextmanager
def kept_file(run: Import) -> Iterator[Path]:
    """A copy on this machine, wherever the web process has put the file.

    Raises:
        RuleBroken: it is gone.
    """
    if not run.stored_as or not default_storage.exists(run.stored_as):
        raise RuleBroken(_("The file is no longer kept. Upload it again."))
    with tempfile.NamedTemporaryFile(prefix="allaboard-upload-") as copy:
        with default_storage.open(run.stored_as) as kept:
            shutil.copyfileobj(kept, copy)
        copy.flush()
        yield Path(copy.name)


def forget_file(run: Import) -> None:
    """Delete the bytes once the caller's transaction holds."""
    name = run.stored_as
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
