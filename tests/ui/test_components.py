"""Components: a wrong argument is found early, nothing is left unescaped, nothing needs inline styles."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

import allaboard
from allaboard.ui.charts import Bar, Bars, Cell, Dots, HeatMap, HeatRow, Line, Point
from allaboard.ui.icons import svg
from allaboard.ui.templatetags import drawings, form_parts, ui

COMPOSED = ("data_table", "table_rows", "form_fields", "quote")  # components of components
HOSTILE = '<script>alert("x")</script>'


def render(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize("name", sorted({**ui.register.tags, **drawings.register.tags}))
def test_a_misspelt_argument_fails_when_the_template_compiles(name):
    with pytest.raises(TemplateSyntaxError):
        Template(f"{{% {name} no_such_argument=1 %}}")


def test_the_catalogue_shows_every_component():
    folder = Path(ui.__file__).parents[1] / "templates/ui"
    shown = [folder / "catalogue.html", *(folder / f"parts/{name}.html" for name in COMPOSED)]
    source = "".join(path.read_text() for path in shown)

    tags = {**ui.register.tags, **drawings.register.tags, **form_parts.register.tags}
    assert {name for name in tags if f"{{% {name} " not in source} == set()
    assert {name for name in ui.register.filters if f"|{name}" not in source} == set()


@pytest.mark.parametrize(
    "source",
    [
        "{% badge text %}",
        "{% button text '/' %}",
        "{% submit text %}",
        "{% ask_first text text '/' text %}",
        "{% card text note=text %}{{ text }}{% endcard %}",
        "{% stat text text text %}",
        "{% empty_state text text '/' text %}",
        "{% person_chip text text %}",
        "{% meter 0.5 text %}",
        "{% progress_bar 1 2 text %}",
        "{% quote text text %}",
        "{% sparkline line %}",
    ],
)
def test_what_people_write_stays_text(source):
    page = render(source, text=HOSTILE, line=Line(HOSTILE, HOSTILE, [Point(HOSTILE, 1), Point("May", 2)]))

    assert "<script" not in page
    assert "&lt;script&gt;" in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("ada@works.example", "ada@<wbr>works.<wbr>example"),
        ("ada.lo_velace@works.example", "ada.<wbr>lo_<wbr>velace@<wbr>works.<wbr>example"),
        ("At 9.30: Ada <ada@works.example>", "At 9.30: Ada &lt;ada@<wbr>works.<wbr>example&gt;"),
        ("<b>@works.example", "&lt;b&gt;@<wbr>works.<wbr>example"),
    ],
)
def test_a_long_address_folds_behind_its_signs_and_stays_text(text, shown):
    assert render("{{ text|folding }}", text=text) == shown


@pytest.mark.parametrize("share", [-1.0, 0.0, 0.355, 1.0, 2.0])
def test_a_meter_stays_within_its_rail(share):
    width = float(re.findall(r'width="([\d.]+)%"', render("{% meter share 'x' %}", share=share))[1])

    assert 0 <= width <= 100


def test_an_empty_list_offers_its_action_plainly_where_the_page_has_a_main_one():
    assert "button--main" in render("{% empty_state 'None' 'Add' '/add/' %}")
    assert "button--main" not in render("{% empty_state 'None' 'Add' '/add/' kind='plain' %}")


def test_a_meter_writes_its_width_with_a_point_in_every_language():
    with translation.override("de"):
        assert "35,5" in render("{{ share }}", share=35.5)
        assert 'width="35.5%"' in render("{% meter 0.355 'x' %}")


def test_a_suppressed_cell_says_so_and_shows_no_number():
    chart = HeatMap(
        "Mood", "", ["A"], [HeatRow("Nights", [Cell("3.9", 4, suppressed=True, reason="too few")])]
    )

    page = render("{% heat_map chart %}", chart=chart)

    assert "not shown" in page
    assert "3.9" not in page


def test_a_suppressed_bar_shows_neither_number_nor_length():
    chart = Bars("Answers", "", [Bar("Nights", 0.77, "77 of 100", suppressed=True, reason="too few")])

    page = render("{% bar_chart chart %}", chart=chart)

    assert "77" not in page
    assert "too few" in page


@pytest.mark.parametrize("kind", ["line_chart", "dot_chart"])
def test_a_plot_has_a_table_twin_and_hides_what_is_suppressed(kind):
    rows = [Point("April", 37, 33, 42, "37 %"), Point("May", 987, 986, 988, "987 %", suppressed=True)]
    chart = (Line if kind == "line_chart" else Dots)("Trust", "Share agreeing", rows, "%")

    page = render(f"{{% {kind} chart %}}", chart=chart)

    assert page.count(">37 %<") == 3  # in each picture and in the table
    assert "33 – 42" in page
    assert "987" not in re.sub(r'(?:d|transform)="[^"]*"', "", page)


def test_a_sparkline_has_a_table_twin_and_hides_what_is_suppressed():
    rows = [Point("April", 24), Point("May", 61, suppressed=True), Point("June", 37)]

    page = render("{% sparkline chart %}", chart=Line("Trust", "Share agreeing", rows, "%"))

    assert re.findall("<td>([^<]*)</td>", page) == ["24 %", "not shown", "37 %"]
    assert page.count(",") == 2  # of three runs the line joins two


def test_the_figures_beside_a_plot_are_written_as_the_reader_writes_them():
    chart = Dots("Trust", "", [Point("April", 0.25, 0.1, 1234.5)], "points")

    with translation.override("de"):
        assert chart.table() == [("April", "0,2 points", "0,1 – 1.234,5")]


@pytest.mark.parametrize("kind", ["line_chart", "dot_chart"])
def test_a_plot_takes_its_colours_from_the_tokens_and_brings_no_style(kind):
    chart = (Line if kind == "line_chart" else Dots)("Trust", "", [Point("April", 37, 33, 42)])

    page = render(f"{{% {kind} chart %}}", chart=chart)

    assert "style=" not in page
    assert set(re.findall(r'(?:fill|stroke)="(#\w+|black|white)"', page)) == set()
    assert "var(--accent)" in page


class Sample(forms.Form):
    title = forms.CharField(help_text="Short.")
    channel = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="I agree")


def test_the_error_summary_leads_to_each_field_in_the_same_words():
    page = render("{% form_fields form %}", form=Sample({}))

    targets = re.findall(r'<a href="#([^"]+)">', page)
    assert len(targets) == 3
    assert all(f'id="{target}"' in page for target in targets)
    assert page.count("This is needed.") == 6


@pytest.mark.parametrize(
    ("choices", "is_marked"),
    [([("", "Everyone"), ("1", "Nights")], False), ([("", "---------"), ("1", "Nights")], True)],
)
def test_a_list_in_which_something_is_always_chosen_is_not_called_optional(choices, is_marked):
    class Form(forms.Form):
        audience = forms.ChoiceField(choices=choices, required=False)

    page = render("{% form_fields form %}", form=Form())

    assert ("(optional)" in page) is is_marked


def test_every_description_that_a_field_names_exists():
    page = render("{% form_fields form %}", form=Sample({}))

    named = {name for names in re.findall(r'aria-describedby="([^"]+)"', page) for name in names.split()}
    assert named
    assert all(f'id="{name}"' in page for name in named)


NAMED_ICON = re.compile(
    r"""\{% icon "([\w-]+)"|icon="([\w-]+)"|\{% button \S+ \S+ "\w+" "([\w-]+)"|"[a-z_]+:[a-z_]+", .*"([a-z-]+)"\)"""
)


def test_every_icon_that_a_page_names_exists():
    root = Path(allaboard.__file__).parent
    sources = [*root.rglob("*.html"), *root.rglob("navigation.py")]
    names = {
        name for file in sources for found in NAMED_ICON.findall(file.read_text()) for name in found if name
    }

    assert {"sun", "plus", "menu"} <= names
    assert [name for name in sorted(names) if "<svg" not in svg(name)] == []


def test_dots_are_drawn_again_for_a_phone_with_the_same_figures():
    rows = [Point("Engineering and Human Resources", 38, 23, 50, "+38"), Point("Sales", 12, -5, 30, "+12")]

    page = render("{% dot_chart chart %}", chart=Dots("Lift", "", rows, "points"))

    wide, narrow = (int(width) for width in re.findall(r'viewBox="0 0 (\d+) ', page))
    assert (wide > 700, narrow < 340) == (True, True)
    assert page.count(">+38<") == page.count(">+12<") == 3
