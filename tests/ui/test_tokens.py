"""Every pair of colours that text or a control uses is far enough apart, in both themes."""

import re
from pathlib import Path

import pytest

import allaboard.ui

ROOMS = Path(allaboard.ui.__file__).parents[1]
CSS = ROOMS / "ui" / "static" / "ui" / "css"
THEMED = re.compile(r"\[data-theme[^{}]*\{([^}]*)\}")
TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#\w{6}), (#\w{6})\)")
THEMES = ["light", "dark"]
PAPERS = ["canvas", "surface", "sunken"]
TEXTS = [
    *[(ink, paper) for ink in ("ink", "soft", "accent", "link", "bad") for paper in PAPERS],
    *[(tone, f"{tone}-soft") for tone in ("accent", "good", "warn", "bad", "info")],
    *[("ink", f"{tone}-soft") for tone in ("accent", "good", "warn", "bad", "info")],
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("link", "accent-soft"),
    *[("ink", f"level-{level}") for level in (1, 2)],
    *[(f"on-level-{level}", f"level-{level}") for level in (3, 4, 5)],
]
OWN_COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch)\(|: *(?:white|black)\b")
OWN_SIZE = re.compile(r"font-size: *[\d.]+(?:rem|px|pt)")
CONTROLS = (
    [("edge", paper) for paper in PAPERS] + [("link", paper) for paper in PAPERS] + [("accent", "surface")]
)


def tokens() -> dict[str, dict[str, str]]:
    found = TOKEN.findall((CSS / "tokens.css").read_text())
    return {
        "light": {name: light for name, light, _ in found},
        "dark": {name: dark for name, _, dark in found},
    }


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_dark_changes_nothing_but_colours():
    """A theme is a set of tokens: nothing moves, appears or goes when it changes."""
    files = [path for kind in ("css", "js", "html") for path in ROOMS.rglob(f"*.{kind}")]
    themed = [rule for path in files for rule in THEMED.findall(path.read_text())]

    assert [path.name for path in files if "prefers-color-scheme" in path.read_text()] == []
    assert themed
    assert {declaration.partition(":")[0].strip() for rule in themed for declaration in rule.split(";")} <= {
        "color-scheme",
        "",
    }


def test_colours_and_sizes_of_text_come_from_the_tokens_alone():
    """Paper has sizes of its own; everything else is told once, in `tokens.css`."""
    sheets = {
        path.name: re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S) for path in ROOMS.rglob("*.css")
    }
    assert OWN_COLOUR.search(sheets.pop("tokens.css"))
    assert OWN_SIZE.search(sheets["print.css"])

    assert {name: OWN_COLOUR.findall(text) for name, text in sheets.items() if OWN_COLOUR.search(text)} == {}
    del sheets["print.css"]
    assert {name: OWN_SIZE.findall(text) for name, text in sheets.items() if OWN_SIZE.search(text)} == {}


def test_the_measure_agrees_with_the_standard():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "paper"), TEXTS)
def test_text_can_be_read(theme, ink, paper):
    colours = tokens()[theme]

    assert contrast(colours[ink], colours[paper]) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "paper"), CONTROLS)
def test_controls_can_be_seen(theme, edge, paper):
    colours = tokens()[theme]

    assert contrast(colours[edge], colours[paper]) >= 3


@pytest.mark.parametrize("file", sorted(CSS.glob("*.css")), ids=lambda file: file.name)
def test_no_style_sheet_grows_long_or_shouts(file):
    text = file.read_text()

    assert len(text.splitlines()) <= 150
    assert "!important" not in text or file.name == "utilities.css"
