"""Decides where a piece of evidence may lead."""

from allaboard.errors import RuleBroken
from allaboard.words import gettext as _


def require_safe_link(url: str) -> None:
    """Raise RuleBroken unless the link is empty, a page of ours or a web address: nothing that runs, no other site in disguise."""
    own_page = url.startswith("/") and not url.startswith(("//", "/\\"))
    if url and not own_page and not url.startswith(("https://", "http://")):
        raise RuleBroken(_("Start with / for a page here, or with https://."))
