"""Words in the reader's language, for rules, which know nothing of Django; and numbers as people read them."""

from collections.abc import Mapping

from django.utils.formats import localize
from django.utils.translation import gettext, ngettext

__all__ = ["all_grouped", "gettext", "grouped", "in_quotes", "ngettext", "signed"]


def grouped(number: int) -> str:
    """A whole number as the reader's language groups it, such as “12,503” or “12.503”."""
    return str(localize(number))


def all_grouped(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a sentence with its whole numbers grouped; the rest as it is."""
    return {
        name: grouped(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in values.items()
    }


def in_quotes(text: str) -> str:
    """The text between the quotation marks of the reader's language, such as “so” or „so“."""
    return gettext("“%(text)s”") % {"text": text}


def signed(difference: float) -> str:
    """A difference to whole units with its sign, such as “+17” or “−3”; none is “0”."""
    rounded = round(difference)
    return f"+{rounded}" if rounded > 0 else f"−{-rounded}" if rounded < 0 else "0"
