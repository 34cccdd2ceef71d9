"""Notices, when something starts, that the secret key is another one than before."""

from allaboard.foundation.access import facade as access
from allaboard.project.doctor.installation import Finding, sealed


def examine_keys() -> Finding | None:
    """What is wrong with the secret key; looks through what is sealed only if an earlier key is named nowhere."""
    access.note_key()
    if not access.is_key_missing():
        return None
    found = sealed()
    if found.is_fine:
        access.forget_missing_keys()
        return None
    return found
