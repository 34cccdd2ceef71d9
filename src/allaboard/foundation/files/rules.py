"""Whether a file is what it says, and what its name may look like."""

import re
import unicodedata

from allaboard.errors import RuleBroken
from allaboard.foundation.files.choices import ACCEPTED, LARGEST_BYTES, MEGABYTE, Kind
from allaboard.words import gettext as _

LONGEST_NAME = 120


def media_type_of(name: str, beginning: bytes, size: int, kind: str) -> str:
    """The type under which a file may be handed out.

    Args:
        name: as the person called it.
        beginning: at least the first 512 bytes.
        size: of the whole file, in bytes.
        kind: what it is wanted for.

    Raises:
        RuleBroken: it is empty, too large, of an ending that is not accepted, or not what its ending says.
    """
    largest = LARGEST_BYTES[Kind(kind)]
    if size == 0:
        raise RuleBroken(_("This file is empty."))
    if size > largest:
        raise RuleBroken(
            _("This file is %(size)s MB; at most %(most)s MB are accepted.")
            % {"size": f"{size / MEGABYTE:.1f}", "most": largest // MEGABYTE}
        )
    ending = name.rpartition(".")[2].lower()
    found = next((accepted for accepted in ACCEPTED[kind] if accepted[0] == ending), None)
    if found is None:
        endings = ", ".join(accepted[0] for accepted in ACCEPTED[kind])
        raise RuleBroken(
            _("“%(name)s” is not accepted here; these are: %(endings)s.") % {"name": name, "endings": endings}
        )
    _ending, magic, media_type = found
    if not beginning.startswith(magic) or (not magic and b"\x00" in beginning):
        raise RuleBroken(_("“%(name)s” is not what its ending says.") % {"name": name})
    return media_type


def safe_name(name: str) -> str:
    """The name without folders, control characters and marks that mean something to a browser or a shell."""
    plain = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1])
    plain = "".join(letter if letter.isprintable() and letter not in '"<>|:*?;%' else "_" for letter in plain)
    stem, dot, ending = plain.strip(" .").rpartition(".")
    return f"{stem[: LONGEST_NAME - 10]}{dot}{ending[:9]}" or "file"
