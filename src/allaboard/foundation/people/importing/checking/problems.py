"""What is wrong with a row, and what was noticed, in words for the person."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from allaboard.foundation.people.rules import DEEPEST_LEVEL
from allaboard.words import labelled

SAID: dict[str, Promise | str] = {
    "email": _("“%(cell)s” is not an e-mail address."),
    "long": _("The text is too long (%(characters)s characters)."),
    "date": _("“%(cell)s” is not a date that can be read. Write it as 2024-05-31."),
    "job_level": _("“%(cell)s” is not a level. Write a whole number."),
    "country": _("“%(cell)s” is not a country that is known. Write its code of two letters."),
    "preferred_language": _("“%(cell)s” is not a language that is known. Write its code of two letters."),
    "timezone": _("“%(cell)s” is not a time zone. Write it as Europe/Berlin."),
    "employment_status": _("“%(cell)s” is not a status that is known. Write active, leave or terminated."),
    "employment_type": _("“%(cell)s” is not an employment type that is known. Write full time or part time."),
    "user_type": _("“%(cell)s” is not a kind of worker that is known. Write employee or contractor."),
    "nobody": _("The row has neither an e-mail nor an id."),
    "twice": _("“%(cell)s” stands in more than one row."),
    "conflict": _("The id and the e-mail belong to two different people. Correct one of them."),
    "other_id": _(
        "The e-mail belongs to somebody with another id. If ids have changed, say so on the page of the columns; if the e-mail has, write the new one on that person’s page first."
    ),
    "unknown": _("“%(cell)s” is neither in this file nor in the directory."),
    "several": _("“%(cell)s” could be several people. Use an e-mail or an id."),
    "circle": _("Following the managers from here leads back here."),
    "deep": _("More than %(levels)s managers stand above this person."),
    "formula": _("“%(cell)s” is a formula. Write what it comes to."),
    "odd": _("“%(cell)s” begins like a formula. It is kept as plain text."),
    "skipped_manager": _("The manager’s row has a problem, so this person is imported without a manager."),
}


def in_words(code: str, headers: Sequence[str], cells: Sequence[str | None]) -> str:
    """One problem in words, with the column that it is about.

    Args:
        code: a key of SAID, with a colon and the column's position, counted from 1, when it is about a cell.
        headers: the names of the file's columns.
        cells: the row.
    """
    name, _colon, position = code.partition(":")
    if not position:
        return str(SAID[name]) % {"levels": DEEPEST_LEVEL}
    column = int(position) - 1
    text = cells[column] or ""
    shown = text if len(text) <= 60 else f"{text[:57]}…"
    said = str(SAID[name]) % {"cell": shown, "characters": len(text), "levels": DEEPEST_LEVEL}
    return labelled(headers[column], said)
