"""A message's shapes: plain text, HTML for mail, HTML for the inbox."""

from dataclasses import dataclass
from html.parser import HTMLParser

import nh3
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override
from markdown_it import MarkdownIt
from mjml import mjml2html

from allaboard.foundation.delivery.composing.fields import Markers, Pieces
from allaboard.foundation.delivery.messages import Message

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "h1", "h2", "h3", "blockquote", "code", "pre", "hr"}
_markdown = MarkdownIt("commonmark", {"html": False})


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """One message in one language, rendered once, with slots for what differs per person.

    Compared by identity, because what is made of them is looked up for every mail.
    """

    subject: Pieces
    text: Pieces
    html: Pieces
    inbox: Pieces
    action_label: Pieces
    reason: Pieces


def shapes_of(message: Message) -> Shapes:
    """Render the message for every channel."""
    marks = Markers()
    return framed(message, content_of(message.body_markdown, marks), marks)


def content_of(markdown: str, marks: Markers) -> str:
    """Markdown as cleaned HTML, a marker in place of each field."""
    rendered = _markdown.render(marks.put(markdown))
    return nh3.clean(rendered, tags=TAGS, attributes={"a": {"href"}}, link_rel="noopener noreferrer")


def framed(message: Message, content: str, marks: Markers) -> Shapes:
    """Put everything around the content that a message has beside its body."""
    subject = marks.put(" ".join(message.subject.split()))
    action_url = marks.put("{action_url}") if message.action_label else ""
    with override(message.language or "en"):
        text = _text(message, content, action_url, marks)
        html = _mail_html(message, content, action_url, marks)
    return Shapes(
        subject=marks.pieces(subject, "text"),
        text=marks.pieces(text, "text"),
        html=marks.pieces(html, "html"),
        inbox=marks.pieces(content, "html"),
        action_label=marks.pieces(marks.put(message.action_label), "text"),
        reason=marks.pieces(marks.put(message.reason), "text"),
    )


def _text(message: Message, content: str, action_url: str, marks: Markers) -> str:
    parts = [as_text(content)]
    if action_url:
        parts.append(f"{marks.put(message.action_label)}: {action_url}")
    ending = [marks.put(message.reason)] if message.reason else []
    if message.category:
        stop = _("Stop this kind of message")
        ending.append(f"{stop}: {marks.put('{unsubscribe_url}')}")
    if ending:
        parts.append("-- \n" + "\n".join(ending))
    return "\n\n".join(parts) + "\n"


def _mail_html(message: Message, content: str, action_url: str, marks: Markers) -> str:
    mjml = render_to_string(
        "delivery/mail.mjml",
        {
            "language": message.language or "en",
            "company": marks.put("{company}"),
            "subject": marks.put(message.subject),
            "content": content,
            "action_label": marks.put(message.action_label),
            "action_url": action_url,
            "reason": marks.put(message.reason),
            "unsubscribe_url": marks.put("{unsubscribe_url}") if message.category else "",
        },
    )
    return str(mjml2html(mjml, fonts={}))


def as_text(content: str) -> str:
    """Cleaned HTML as plain text: lists get dashes, links their address behind them."""
    reader = _Reader()
    reader.feed(content)
    lines = [line.rstrip() for line in "".join(reader.parts).splitlines()]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).strip()


class _Reader(HTMLParser):
    """Walks through cleaned HTML and keeps what is read."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._link = ""
        self._numbers: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._link = dict(attrs).get("href") or ""
        elif tag == "br":
            self.parts.append("\n")
        elif tag == "hr":
            self.parts.append("\n\n----\n\n")
        elif tag in {"ul", "ol"}:
            self._numbers.append(1 if tag == "ol" else 0)
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append(self._bullet())

    def _bullet(self) -> str:
        number = self._numbers[-1] if self._numbers else 0
        if not number:
            return "\n- "
        self._numbers[-1] += 1
        return f"\n{number}. "

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._link:
            self.parts.append(f" ({self._link})")
            self._link = ""
        elif tag in {"ul", "ol"}:
            self._numbers.pop()
            self.parts.append("\n\n")
        elif tag in {"p", "h1", "h2", "h3", "blockquote", "pre"} and not self._numbers:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data if data.strip() else " " if data == " " else "")
