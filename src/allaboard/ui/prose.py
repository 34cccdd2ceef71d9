"""Longer words that people typed, as paragraphs and quotes."""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from allaboard.words import in_quotes

MARKED = re.compile(r"\s*>\s?")
MARKS = '“”„«»" \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}'
WHOLE = re.compile(r"\s*[“„«\"][^“”„«»\"]+[”“»\"]\s*")


def as_prose(text: str) -> SafeString:
    """Paragraphs with their line breaks; lines after “>”, and a line that is all in quotation marks, as quotes."""
    return format_html_join("\n", "{}", ((part,) for part in _parts(text)))


def _parts(text: str) -> Iterator[SafeString]:
    for kind, lines in groupby(text.splitlines(), _kind):
        if kind == "marked":
            yield _quote(" ".join(MARKED.sub("", line, count=1) for line in lines))
        elif kind == "whole":
            yield from (_quote(line) for line in lines)
        elif kind == "plain":
            yield format_html(
                "<p>{}</p>", format_html_join(SafeString("<br>"), "{}", ((line,) for line in lines))
            )


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if MARKED.match(line):
        return "marked"
    return "whole" if WHOLE.fullmatch(line) else "plain"


def _quote(words: str) -> SafeString:
    return format_html('<blockquote class="quote"><p>{}</p></blockquote>', in_quotes(words.strip(MARKS)))
