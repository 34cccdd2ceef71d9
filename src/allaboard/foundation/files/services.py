"""Keeps files and lets go of them."""

import hashlib
import secrets
from dataclasses import dataclass

from django.core.files.base import ContentFile, File
from django.db import transaction

from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.files import queries
from allaboard.foundation.files.models import KeptFile
from allaboard.foundation.files.rules import media_type_of, safe_name

BEGINNING = 512


@dataclass(frozen=True, slots=True)
class FileRef:
    """What other rooms need to know of a file."""

    id: int
    name: str
    media_type: str
    size: int


@transaction.atomic
def keep(by: Actor, name: str, content: bytes, kind: str) -> FileRef:
    """Keep a file for its owner alone.

    Raises:
        RuleBroken: it is empty, too large, or not what its name says.
    """
    name = safe_name(name)
    media_type = media_type_of(name, content[:BEGINNING], len(content), kind)
    kept = KeptFile(name=name, kind=kind, media_type=media_type, size=len(content), owner_id=by.person_id)
    kept.sha256 = hashlib.sha256(content).hexdigest()
    kept.content.save(f"{secrets.token_hex(16)}.bin", ContentFile(content), save=True)
    record("file.kept", by=by, on=kept, size=len(content))
    return _ref(kept)


def open_for(actor: Actor, pk: int) -> tuple[FileRef, "File[bytes]"]:
    """The file and its content, opened for reading.

    Raises:
        NotFound: there is none, or the actor may not know of it.
    """
    kept = queries.file_for(actor, pk)
    return _ref(kept), kept.content.open("rb")


@transaction.atomic
def drop(by: Actor, pk: int) -> None:
    """Delete a file of the actor's for good."""
    kept = queries.file_for(by, pk)
    storage, path = kept.content.storage, kept.content.name
    record("file.dropped", by=by, on=kept)
    kept.delete()
    transaction.on_commit(lambda: storage.delete(str(path)))


def _ref(kept: KeptFile) -> FileRef:
    return FileRef(kept.pk, kept.name, kept.media_type, kept.size)
