"""What of a list's address makes a view."""

from urllib.parse import parse_qsl, urlencode, urlsplit

from allaboard.errors import RuleBroken
from allaboard.words import gettext as _

LONGEST_NAME, LONGEST_PATH = 80, 200
NOT_KEPT = frozenset({"page", "export", "csrfmiddlewaretoken"})


def require_name(name: str) -> str:
    """The name without the spaces around it, as long as a name may be.

    Raises:
        RuleBroken: nothing is left of it.
    """
    plain = name.replace("\0", "").strip()[:LONGEST_NAME]
    if not plain:
        raise RuleBroken(_("A view needs a name."))
    return plain


def path_and_query(address: str) -> tuple[str, str]:
    """The list's path, and the part of its state that a view keeps: neither the page nor a form of export.

    Raises:
        RuleBroken: no list has such a path.
    """
    parts = urlsplit(address)
    if len(parts.path) > LONGEST_PATH or "\0" in parts.path:
        raise RuleBroken(_("The address of this list cannot be kept."))
    kept = [(key, value) for key, value in parse_qsl(parts.query) if key not in NOT_KEPT]
    return parts.path, urlencode(kept)
