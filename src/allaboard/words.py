"""Words in the reader's language, for rules, which know nothing of Django; and numbers as people read them."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.formats import localize, number_format
from django.utils.translation import gettext, ngettext, pgettext

__all__ = [
    "all_grouped",
    "figure",
    "gettext",
    "grouped",
    "in_quotes",
    "labelled",
    "money",
    "ngettext",
    "signed",
]

SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥", "INR": "₹"}


def grouped(number: int) -> str:
    """A whole number as the reader's language groups it, such as “12,503” or “12.503”."""
    return str(localize(number))


def all_grouped(values: Mapping[str, object]) -> dict[str, object]:
    """The values of a sentence with its whole numbers grouped; the rest as it is."""
    return {
        name: grouped(value) if isinstance(value, int) and not isinstance(value, bool) else value
        for name, value in values.items()
    }


def labelled(name: object, text: object) -> str:
    """A name and what stands behind it, with the colon as the reader's language sets it."""
    colon = gettext(":")
    return f"{name}{colon} {text}"


def in_quotes(text: str) -> str:
    """The text between the quotation marks of the reader's language, such as “so” or „so“."""
    return gettext("“%(text)s”") % {"text": text}


def signed(difference: float) -> str:
    """A difference to whole units with its sign, such as “+17” or “−3”; none is “0”."""
    rounded = round(difference)
    return f"+{rounded}" if rounded > 0 else f"−{-rounded}" if rounded < 0 else "0"


def figure(value: float) -> str:
    """A measured number without digits that say nothing: to one decimal place, and a whole one without."""
    return number_format(round(value)) if float(value).is_integer() else number_format(round(value, 1), 1)


def money(value: Decimal | float, currency: str) -> str:
    """An amount short enough for a headline: €18k, €1.2M; in German 18 Tsd. €, 1,2 Mio. €."""
    amount, unit, letter = float(value), 1, ""
    for size, name in ((1_000, pgettext("thousands", "k")), (1_000_000, pgettext("millions", "M"))):
        if abs(amount) >= 0.9995 * size:  # 999,999 is 1M: rounded, it would be 1,000k
            unit, letter = size, name
    short = amount / unit
    digits = 1 if letter and abs(short) < 9.95 and round(short, 1) % 1 else 0
    words = {
        "sign": SIGNS.get(currency, f"{currency} "),
        "amount": f"{number_format(round(short, digits), digits)}{letter}",
    }
    return (gettext("%(sign)s%(amount)s") % words).strip()
