"""Keeps what people bring until a worker has read it, wherever web and worker processes run."""

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


def keep(content: "File[bytes]", folder: str) -> str:
    """Store the bytes in a folder under a random name, which says nothing about whose they are, and return it."""
    return default_storage.save(f"{folder}/{secrets.token_hex(16)}.bin", content)


@contextmanager
def copy_of(name: str) -> Iterator[Path]:
    """A copy on this machine, wherever the process that kept the file has put it; gone with the block.

    Raises:
        RuleBroken: the file is gone.
    """
    if not name or not default_storage.exists(name):
        raise RuleBroken(_("The file is no longer kept. Upload it again."))
    with tempfile.NamedTemporaryFile(prefix="allaboard-file-") as copy:
        with default_storage.open(name) as kept:
            shutil.copyfileobj(kept, copy)
        copy.flush()
        yield Path(copy.name)


def forget(name: str) -> None:
    """Delete the bytes once the caller's transaction holds; without a name there is nothing to do."""
    if name:
        transaction.on_commit(lambda: default_storage.delete(name))
