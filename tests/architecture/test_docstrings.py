"""What rules, statistics, queries, services and facades promise stands where a reader looks for it."""

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src/allaboard"
LAYERS = ("rules", "statistics", "queries", "services", "facade")
SUMS = ("rules", "statistics")
MEASURES = ("int", "float", "Sequence", "Mapping")


def functions(*layers: str) -> dict[str, ast.FunctionDef]:
    """The public functions of these layers, by file and name."""
    files = [
        file
        for file in SOURCE.rglob("*.py")
        if {file.stem, *file.relative_to(SOURCE).parts[:-1]}.intersection(layers)
        and "forms" not in file.parts
    ]
    return {
        f"{file.relative_to(SOURCE)}: {node.name}": node
        for file in files
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def said(function: ast.FunctionDef) -> str:
    return ast.get_docstring(function) or ""


def takes_measures(function: ast.FunctionDef) -> bool:
    given = [*function.args.args, *function.args.kwonlyargs]
    kinds = {ast.unparse(one.annotation).split("[")[0].split(" |")[0] for one in given if one.annotation}
    return not kinds.isdisjoint(MEASURES)


def raises(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Raise) and node.exc for node in ast.walk(function))


def test_every_public_function_says_what_it_tells_or_does():
    found = functions(*LAYERS)

    assert len(found) > 400
    assert [name for name, function in found.items() if not said(function)] == []


def test_what_is_raised_is_said():
    found = {name: function for name, function in functions(*LAYERS).items() if raises(function)}

    assert len(found) > 80
    assert [
        name
        for name, function in found.items()
        if not any(w in said(function) for w in ("Raise", "NotFound"))
    ] == []


def test_rules_and_statistics_say_what_their_numbers_are():
    found = {name: function for name, function in functions(*SUMS).items() if takes_measures(function)}

    assert len(found) > 60
    assert [name for name, function in found.items() if "Args:" not in said(function)] == []
