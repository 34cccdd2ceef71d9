"""The tour of the code leads to functions that are there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STOPS = re.findall(r"^\d+\. `([^:`]+):(\w+)`$", (ROOT / "docs/tour.md").read_text(), re.MULTILINE)


def test_the_tour_has_ten_stops():
    assert len(STOPS) == len(set(STOPS)) == 10


@pytest.mark.parametrize(("path", "name"), STOPS, ids=[name for _path, name in STOPS])
def test_a_stop_of_the_tour_is_there(path, name):
    tree = ast.parse((ROOT / path).read_text())

    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
