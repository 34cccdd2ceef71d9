"""Days, times and numbers: unmistakable in English, as usual in each language, plain for machines."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

import allaboard
from allaboard.foundation.access.roles import Role
from allaboard.foundation.segments.models import Segment
from allaboard.ui.exports import safe_cell
from allaboard.words import labelled
from tests.conftest import grant, make_person, signed_in

AT = datetime(2026, 11, 13, 4, 40, tzinfo=UTC)


def drawn(text: str, **known: object) -> str:
    """What a template says."""
    return Template(text).render(Context(known))


def unbound(text: str) -> str:
    """The text with spaces at which lines may break."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "day", "number"),
    [
        ("en", "13 Nov 2026", "1,234,567"),
        ("de", "13. November 2026", "1.234.567"),
        ("es", "13 de noviembre de 2026", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"),
        ("fr", "13 novembre 2026", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_does(language, day, number):
    with translation.override(language):
        assert unbound(drawn("{{ day|date }}", day=AT.date())) == day
        assert drawn("{{ number }}", number=1_234_567) == number


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "1 Nov"), ("de", "1. November"), ("es", "1 de noviembre"), ("fr", "1 novembre")],
)
def test_a_day_never_breaks_over_two_lines(language, day):
    with translation.override(language):
        short = drawn("{{ day|date:'MONTH_DAY_FORMAT' }}", day=date(2026, 11, 1))
        assert (unbound(short), " " in short) == (day, False)
        assert drawn("{{ day|date }}", day=date(2026, 11, 1)).startswith(short)


def test_an_english_date_never_reads_like_another_one():
    with translation.override("en"):
        assert unbound(drawn("{{ at }}", at=AT)) == "13 Nov 2026, 04:40"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(minutes=1), "today, 11:59"),
        (timedelta(hours=12), "today"),
        (timedelta(days=1), "yesterday, 12:00"),
        (timedelta(hours=36), "yesterday"),
        (timedelta(days=3), "3 days ago"),
        (timedelta(days=30), "14 Oct 2026"),
        (timedelta(days=-2), "15 Nov 2026"),
    ],
)
def test_news_say_when_in_words(monkeypatch, ago, said):
    noon = AT.replace(hour=12, minute=0)
    monkeypatch.setattr(timezone, "now", lambda: noon)
    with translation.override("en"), timezone.override(UTC):
        assert f">{said}</time>" in unbound(drawn("{% when at %}", at=noon - ago))


def test_exports_are_for_machines():
    with timezone.override("Europe/Berlin"), translation.override("de"):
        assert safe_cell(date(2026, 11, 13)) == "2026-11-13"
        assert safe_cell(AT) == "2026-11-13T05:40:00+01:00"
        assert safe_cell(1_234_567) == 1_234_567


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("zone", "day"), [("Pacific/Auckland", "14 Nov 2026"), ("Middle/Earth", "13 Nov 2026")]
)
def test_everybody_reads_the_day_where_they_live(zone, day):
    reader = grant(make_person(timezone=zone), Role.HR_LEADER)
    segment = Segment.objects.create(name="Everyone here", text="everyone", owner=reader)
    Segment.objects.filter(pk=segment.pk).update(updated_at=AT.replace(hour=20))

    assert day in unbound(signed_in(reader).get("/segments/").content.decode())


def test_no_page_writes_a_format_of_its_own():
    root = Path(allaboard.__file__).parent
    own = re.compile(
        r"""(?:\|date:|\{% now |date_format\([^()]*, )["'](?:j|d|l|D|F|M|N|n|m)[ ./-][^"']*["']"""
    )
    found = [
        f"{path.relative_to(root)}: {hit}"
        for path in root.rglob("*")
        if path.suffix in {".html", ".py", ".txt"}
        for hit in own.findall(path.read_text())
    ]

    assert found == []


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "13 Nov 2026"), ("de", "13. Nov. 2026"), ("es", "13 nov 2026"), ("fr", "13 nov. 2026")],
)
def test_a_day_in_a_table_is_short_and_still_in_letters(language, day):
    with translation.override(language):
        assert unbound(drawn("{{ at|date:'SHORT_DATE_FORMAT' }}", at=AT)) == day


def test_a_colon_is_set_as_the_language_does():
    with translation.override("fr"):
        assert labelled("Rosa", "oui") == "Rosa\N{NO-BREAK SPACE}: oui"
    with translation.override("en"):
        assert labelled("Rosa", "yes") == "Rosa: yes"
