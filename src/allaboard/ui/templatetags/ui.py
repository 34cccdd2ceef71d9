"""The components: one Python function each, so that a misspelt argument fails when the template compiles."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Literal

from django import template
from django.template.defaultfilters import stringfilter
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from allaboard.ui import charts, icons
from allaboard.ui.prose import as_prose
from allaboard.ui.tables import Table
from allaboard.words import in_quotes

register = template.Library()
FOLDS = re.compile(r"(?<=[@._+-])(?=\w)")
register.filter("in_quotes", stringfilter(in_quotes), is_safe=True)

Tone = Literal["plain", "good", "warn", "bad", "accent", "info"]
Kind = Literal["main", "plain", "quiet", "danger"]


@register.simple_tag
def icon(name: str, size: int = 18) -> SafeString:
    """A line icon, decorative: the text beside it says what it means."""
    return icons.svg(name, size)


@register.inclusion_tag("ui/parts/badge.html")
def badge(label: object, tone: Tone = "plain") -> dict[str, object]:
    """A short word about a state, such as “open” or “overdue”."""
    return {"label": label, "tone": tone}


@register.inclusion_tag("ui/parts/button.html")
def button(label: object, url: str = "", kind: Kind = "plain", icon: str = "") -> dict[str, object]:
    """A link that looks like a button: it leads somewhere."""
    return {"label": label, "url": url, "kind": kind, "icon": icon}


@register.inclusion_tag("ui/parts/submit.html")
def submit(
    label: object,
    kind: Kind = "main",
    name: str = "",
    value: str = "",
    icon: str = "",
    form: str = "",
    formaction: str = "",
    key: str = "",
) -> dict[str, object]:
    """A button that sends its form; a single key can take the focus to it."""
    return {
        "label": label,
        "kind": kind,
        "name": name,
        "value": value,
        "icon": icon,
        "form": form,
        "formaction": formaction,
        "key": key,
    }


@register.simple_block_tag
def card(
    content: str, title: object = "", note: object = "", kind: str = "", id: str = "", level: int = 2
) -> SafeString:
    """A white sheet with an optional title; kinds are flush, quiet and promise."""
    classes = f"card card--{kind}" if kind else "card"
    head = ""
    if title:
        aside = format_html('<small class="soft">{}</small>', note) if note else ""
        tag = mark_safe(f"h{int(level)}")  # a number between tags, nothing else
        head = format_html(
            '<div class="spread card__head"><{0} class="card__title">{1}</{0}>{2}</div>', tag, title, aside
        )
    identity = format_html(' id="{}"', id) if id else ""
    return format_html('<section class="{}"{}>{}{}</section>', classes, identity, head, mark_safe(content))


@register.inclusion_tag("ui/parts/stat.html")
def stat(
    label: object, value: object, note: object = "", url: str = "", share: float | None = None
) -> dict[str, object]:
    """A figure with its name above and its denominator or interval below; a share is drawn as well."""
    return {"label": label, "value": value, "note": note, "url": url, "share": share}


@register.inclusion_tag("ui/parts/empty_state.html")
def empty_state(
    title: object, action_label: object = "", action_url: str = "", detail: object = "", kind: Kind = "main"
) -> dict[str, object]:
    """One sentence and one action, where there is nothing yet; plain where the page's main action stands above."""
    return {
        "title": title,
        "detail": detail,
        "action_label": action_label,
        "action_url": action_url,
        "kind": kind,
    }


@register.simple_tag
def when(at: datetime) -> SafeString:
    """An instant in the words of news: “today, 14:05”, “3 days ago”; after a week the day. Hovering tells it exactly."""
    here = timezone.localtime(at)
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        *(at.isoformat(timespec="seconds"), date_format(here, "DATETIME_FORMAT"), _in_words(here)),
    )


def _in_words(here: datetime) -> str:
    days = (timezone.localdate() - here.date()).days
    if days in (0, 1) and here.time() == time.min:  # of what happened only the day is known
        return _("today") if days == 0 else _("yesterday")
    if days in (0, 1):
        said = _("today, %(time)s") if days == 0 else _("yesterday, %(time)s")
        return said % {"time": date_format(here, "TIME_FORMAT")}
    if 1 < days < 7:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return date_format(here)


@register.inclusion_tag("ui/parts/person_chip.html")
def person_chip(name: str, detail: object = "", url: str = "") -> dict[str, object]:
    """A person with initials."""
    initials = "".join(word[0] for word in name.split()[:1] + name.split()[1:][-1:]).upper()
    return {"name": name, "detail": detail, "url": url, "initials": initials}


@register.inclusion_tag("ui/parts/meter.html")
def meter(share: float, label: object) -> dict[str, object]:
    """A share from 0 to 1 as a bar; the label says it in words."""
    return {"percent": charts.percent_of(share), "label": label}


@register.inclusion_tag("ui/parts/progress_bar.html")
def progress_bar(done: int, total: int, label: object) -> dict[str, object]:
    """How far work has come."""
    percent = round(100 * done / total) if total else 0
    return {"done": done, "total": max(total, 1), "label": label, "percent": percent}


@register.inclusion_tag("ui/parts/loop_ribbon.html")
def loop_ribbon(steps: Iterable[object]) -> dict[str, object]:
    """The product's signature: eight steps, each with its state and its link."""
    return {"steps": steps}


@register.inclusion_tag("ui/parts/checks.html")
def checks(items: Iterable[object]) -> dict[str, object]:
    """Things that hold or do not, each with a text, a detail and a link."""
    return {"items": items}


@register.inclusion_tag("ui/parts/data_table.html", takes_context=True)
def data_table(context: template.Context, table: Table) -> dict[str, object]:
    """A table that sorts, filters, pages, exports and acts on many rows."""
    return {"table": table, "csrf_token": context.get("csrf_token")}


@register.inclusion_tag("ui/parts/pager.html")
def pager(page: object, query: str = "") -> dict[str, object]:
    """Links to the pages around the present one."""
    return {"page": page, "query": query}


@register.filter
def prose(text: str) -> SafeString:
    """What people typed at length: paragraphs, and quotes as quotes."""
    return as_prose(text)


@register.filter(is_safe=True)
@stringfilter
def folding(text: str) -> SafeString:
    """Text whose e-mail addresses fold behind their signs where they are too long for a line."""
    if isinstance(text, SafeString):
        return text
    words = (FOLDS.split(word) if "@" in word else [word] for word in text.split(" "))
    return mark_safe(" ".join("<wbr>".join(map(escape, parts)) for parts in words))


@register.inclusion_tag("ui/parts/quote.html")
def quote(text: object, source: object = "") -> dict[str, object]:
    """Somebody's own words."""
    return {"text": text, "source": source}


@register.inclusion_tag("ui/parts/tabs.html")
def tabs(items: Sequence[object], label: object = "") -> dict[str, object]:
    """Links between pages that belong together; objects with label, url, current."""
    return {"items": items, "label": label}


@register.inclusion_tag("ui/parts/ask_first.html", takes_context=True)
def ask_first(
    context: template.Context,
    opener: object,
    consequence: object,
    url: str,
    label: object,
    kind: Kind = "plain",
) -> dict[str, object]:
    """A button for what cannot be taken back: it opens, says what will follow, and only then does it."""
    return {
        "opener": opener,
        "consequence": consequence,
        "url": url,
        "label": label,
        "kind": kind,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag
def table_page(table: Table, number: int) -> str:
    """The address of another page of the table."""
    return table.address(page=number)
