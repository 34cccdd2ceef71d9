"""Words in the reader's language, for rules, which know nothing of Django; and differences as people read them."""

from django.utils.translation import gettext, ngettext

__all__ = ["gettext", "ngettext", "signed"]


def signed(difference: float) -> str:
    """A difference to whole units with its sign, such as “+17” or “−3”; none is “0”."""
    rounded = round(difference)
    return f"+{rounded}" if rounded > 0 else f"−{-rounded}" if rounded < 0 else "0"
