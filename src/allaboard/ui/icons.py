"""Line icons from the Lucide set, as inline SVG."""

import functools

from django.utils.safestring import SafeString
from lucide.templatetags.lucide import lucide


@functools.lru_cache(maxsize=512)
def svg(name: str, size: int = 18) -> SafeString:
    """The icon as SVG without a name of its own, hidden from screen readers."""
    return SafeString(
        lucide(name, size=size, **{"class": "icon", "aria-hidden": "true", "focusable": "false"})
    )
