"""Fields in braces: found, checked, and turned into slots that survive every rendering."""

import difflib
import re
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from allaboard.errors import RuleBroken

NAMES = {
    "first_name": gettext_lazy("first name"),
    "name": gettext_lazy("name"),
    "email": gettext_lazy("e-mail"),
    "title": gettext_lazy("title"),
    "department": gettext_lazy("department"),
    "location": gettext_lazy("location"),
    "manager_name": gettext_lazy("manager"),
    "company": gettext_lazy("company"),
}
KNOWN_FIELDS = (*NAMES, "action_url", "unsubscribe_url", "preferences_url")
FIELD = re.compile(r"\{([^{}\n]{0,60})\}")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a value; `kind` says how the value is made safe there."""

    name: str
    kind: str  # text | html | link | link_part


Pieces = tuple[str | Slot, ...]


def in_words(text: str) -> str:
    """The text for a list that shows it to nobody in particular: each field of a person as its name, in round brackets."""
    return FIELD.sub(lambda found: f"({NAMES[found[1]]})" if found[1] in NAMES else found[0], text)


def check_fields(text: str, known: Collection[str], where: str) -> None:
    """Raise RuleBroken, naming field and position, unless every field in the text is known."""
    for found in FIELD.finditer(text):
        name = found.group(1)
        if name in known:
            continue
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
        near = difflib.get_close_matches(name.lower().replace(" ", "_"), sorted(known), 1, 0.5)
        hint = _(" Did you mean {%(near)s}?") % {"near": near[0]} if near else ""
        raise RuleBroken(
            _("%(where)s, line %(line)s, position %(column)s: there is no field {%(name)s}.")
            % {"where": where, "line": line, "column": column, "name": name}
            + hint
        )


class Markers:
    """Stands a plain word in for each field while Markdown and MJML do their work."""

    def __init__(self) -> None:
        self._token = f"q{secrets.token_hex(4)}z"
        self._names: list[str] = []

    def put(self, text: str) -> str:
        """The text with a marker in place of each field."""
        return FIELD.sub(self._mark, text)

    def _mark(self, found: re.Match[str]) -> str:
        self._names.append(found.group(1))
        return f"{self._token}{len(self._names) - 1}q"

    def pieces(self, rendered: str, kind: str) -> Pieces:
        """The rendered text cut at its markers; a slot inside a link is made safe as a link."""
        return tuple(self._cut(rendered, kind))

    def _cut(self, rendered: str, kind: str) -> Iterator[str | Slot]:
        parts = re.split(rf"{self._token}(\d+)q", rendered)
        before = ""
        for index, part in enumerate(parts):
            if index % 2 == 0:
                before += part
                if part:
                    yield part
                continue
            yield Slot(self._names[int(part)], _link_kind(before) if kind == "html" else kind)
            before += "x"


def _link_kind(before: str) -> str:
    """How a value is made safe after this HTML: as a whole link, a part of one, or text."""
    tag = before[before.rfind("<") :]
    opened = re.search(r"""\b(?:href|src)="([^"]*)$""", tag)
    if opened is None:
        return "html"
    return "link_part" if opened.group(1) else "link"


def made_safe(value: str, kind: str) -> str:
    """The value as it may stand in a slot of this kind."""
    if kind == "text":
        return value
    if kind == "html":
        return escape(value)
    if kind == "link":
        return escape(value) if value.startswith(("https://", "http://", "/")) else "#"
    return quote(value, safe="")


def filled(pieces: Pieces, values: dict[str, str]) -> str:
    """The pieces with the values in their slots; a field without a value stays empty."""
    return "".join(
        piece if isinstance(piece, str) else made_safe(values.get(piece.name, ""), piece.kind)
        for piece in pieces
    )
