"""Every component with something in it, for the living catalogue: what is new in `ui` is shown here first."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone

from allaboard.ui.charts import Bar, Bars, Cell, Dots, Funnel, HeatMap, HeatRow, Line, Point
from allaboard.ui.columns import Column
from allaboard.ui.tables import Filter, Table, action_on_chosen

TONES = ("plain", "good", "warn", "bad", "accent", "info")
KINDS = ("main", "plain", "quiet", "danger")
TOO_FEW = "not shown: fewer than 5 people"


@dataclass(frozen=True, slots=True)
class Step:
    """A stop of the loop ribbon."""

    label: str
    state: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A line of the checks."""

    text: str
    ok: bool
    detail: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the tabs."""

    label: str
    url: str
    current: bool = False


class SampleForm(forms.Form):
    """One field of each kind, bound to an empty answer so that the errors show."""

    title = forms.CharField(help_text="What people will read first.")
    reason = forms.CharField(widget=forms.Textarea, required=False)
    by = forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    audience = forms.ChoiceField(choices=[("all", "Everyone"), ("nights", "Night shift")])
    channels = forms.MultipleChoiceField(
        choices=[("email", "E-mail"), ("inbox", "Inbox")], widget=forms.CheckboxSelectMultiple
    )
    answer = forms.ChoiceField(choices=[("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I have read it")


def catalogue(request: HttpRequest) -> dict[str, object]:
    """What the page of the catalogue shows."""
    return {
        "tones": TONES,
        "kinds": KINDS,
        "form": SampleForm({"title": ""}),
        "table": example_table(request),
        "page": Paginator(range(12), 5).get_page(2),
        "tabs": [Tab("Results", "#charts", True), Tab("Comments", "#words")],
        "toasts": _toasts(request.path),
        **_states(),
        **_words(),
        **_charts(),
    }


def example_table(request: HttpRequest) -> Table:
    """A table with everything that a table can do."""
    return Table(
        name="models",
        caption="The kinds of objects in the database",
        request=request,
        queryset=ContentType.objects.all(),
        columns=[
            Column("model", "Name", sort="model", kind="person", detail=lambda row: row.app_label),
            Column("app_label", "Room", sort="app_label", kind="badge"),
            Column("id", "Number", sort="id", kind="number"),
        ],
        filters=[Filter("room", "Room", lambda found, room: found.filter(app_label=room), _rooms)],
        search=lambda found, text: found.filter(model__icontains=text),
        default_sort="model",
        page_size=5,
        bulk_actions=[action_on_chosen(request, "count", "Count them", request.path)],
    )


def _rooms() -> list[tuple[str, object]]:
    labels = ContentType.objects.order_by("app_label").values_list("app_label", flat=True).distinct()
    return [(label, label) for label in labels]


def _toasts(undo: str) -> list[Message]:
    said = {
        messages.SUCCESS: ("“Shift swaps” was archived.", undo),
        messages.INFO: ("Your file is being made.", ""),
        messages.WARNING: ("Nothing was archived. Choose campaigns that are not running.", ""),
        messages.ERROR: ("The server could not be reached. Nothing was lost; try again.", ""),
    }
    return [Message(level, text, extra_tags=address) for level, (text, address) in said.items()]


def _words() -> dict[str, object]:
    now = timezone.now()
    ago = ((days, now - timedelta(days=days)) for days in (0, 1, 3, 30))
    return {
        "instants": [(f"{days} days before now", at) for days, at in ago],
        "typed": "Nobody told us.\n\n> We asked twice.\n\nThen we stopped asking.",
        "address": "maximiliana.wolfeschlegelsteinhausenbergerdorff@brightwater.example",
    }


def _states() -> dict[str, object]:
    return {
        "steps": [
            Step("Listened", "done", "41 comments", "#words"),
            Step("Decided", "done", "Option B, 12 May", "#words"),
            Step("Bought in", "now", "5 of 7 leaders", "#words"),
            *(Step(label, "next") for label in ("Consulted", "Campaigned", "Served", "Measured", "Told")),
        ],
        "checks": [
            Check("Sponsor committed within 30 days", True),
            Check(
                "Aisha's question on nights is open", False, "Next best step: 20 minutes with her", "#words"
            ),
        ],
    }


def _charts() -> dict[str, object]:
    return {
        "bars": Bars("Who answered", "Share of those invited, by site", _bars()),
        "funnel": Funnel("From intended to acted", "413 people", _steps()),
        "heat": HeatMap(
            "Where it differs", "Share agreeing, percent", ["My week", "My lead", "Say"], _heat()
        ),
        "line": Line("Something will change", "Share agreeing, with 95 % intervals", _waves(), "%"),
        "dots": Dots("Lift by group", "Against a holdout of 90, with 95 % intervals", _lifts(), "points"),
    }


def _bars() -> list[Bar]:
    return [
        Bar("Plant North", 0.84, "110 of 131"),
        Bar("Plant South, with a rather long name of its own", 0.71, "84 of 118"),
        Bar("Night shift", 0.0, "", suppressed=True, reason=TOO_FEW),
    ]


def _steps() -> list[Bar]:
    counts = (("Intended", 413), ("Delivered", 405), ("Seen", 347), ("Acted", 264))
    return [Bar(label, count / 413, f"{count} · {round(100 * count / 413)} %") for label, count in counts]


def _heat() -> list[HeatRow]:
    return [
        HeatRow("Company · 412", [Cell("58", 3), Cell("81", 5), Cell("41", 2)]),
        HeatRow("Plant North · 131", [Cell("31", 1, "▼"), Cell("66", 4), Cell("29", 1, "▼")]),
        HeatRow("Night shift", [Cell(suppressed=True, reason=TOO_FEW)] * 3),
    ]


def _waves() -> list[Point]:
    values = (("July", 22), ("October", 24), ("January", 26), ("April", 37))
    return [Point(label, value, value - 4, value + 5, f"{value} %") for label, value in values]


def _lifts() -> list[Point]:
    return [
        Point("Everyone", 17, 11, 23, "+17"),
        Point("Plant North", 22, 14, 30, "+22"),
        Point("Plant South", 10, -2, 18, "+10"),
        Point("Night shift", 0, suppressed=True, reason=TOO_FEW),
    ]
