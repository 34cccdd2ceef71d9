"""What must hold of the repository itself."""

import ast
import re
import subprocess

import pytest

from allaboard.project import environment

ROOT = environment.ROOT
LONGEST_FILE, LONGEST_FUNCTION, LONGEST_ROOM_README = 250, 25, 25  # lines
REGISTRIES = re.compile(
    r"(pypi\.org|pythonhosted|files\.python|index-url\s*=|--index-url|find-links|/simple/|npmjs|yarnpkg|unpkg\.com"
    r"|jsdelivr|cdnjs|crates\.io|rubygems|proxy\.golang|docker\.io|ghcr\.io|quay\.io|pkg\.dev|anaconda|conda-forge"
    r"|huggingface\.co|(deb|archive|security)\.(debian|ubuntu))",
    re.IGNORECASE,
)


def tracked_files() -> list[str]:
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        pytest.skip("not a git checkout")
    return done.stdout.splitlines()


def places_of(pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands in what is tracked, this file and what is no text left out."""
    found = []
    for name in tracked_files():
        if name == "tests/architecture/test_repository.py" or name.endswith((".png", ".mo", ".onnx")):
            continue
        text = (ROOT / name).read_text(encoding="utf-8", errors="replace")
        found += [f"{name}: {match.group()}" for match in pattern.finditer(text)]
    return found


def test_no_tracked_file_names_a_registry():
    assert places_of(REGISTRIES) == []


def test_an_address_in_a_lock_would_be_seen():
    scheme = "https://"
    for host in (
        "PyPI.org/simple/",
        "files.pythonhosted.org/x.whl",
        "registry.npmjs.org/x",
        "deb.debian.org/debian",
    ):
        assert REGISTRIES.search(f"--extra {scheme}{host}")
    assert not REGISTRIES.search("check the network or the proxy (HTTPS_PROXY, PIP_INDEX_URL)")


def test_no_mark_of_an_unfinished_merge_stands_anywhere():
    assert places_of(re.compile(r"^(<{7}|>{7}) .*$", re.MULTILINE)) == []


def test_any_fault_is_caught_in_two_places_only():
    """docs/decisions/0012-where-any-fault-is-caught.md says why in these."""
    caught = places_of(re.compile(r"except Exception\b"))
    assert {place.partition(":")[0] for place in caught if place.startswith("src/")} == {
        "src/allaboard/foundation/delivery/composing/personal.py",
        "src/allaboard/foundation/jobs/services.py",
    }


def test_no_lock_with_addresses_is_tracked():
    assert not {"uv.lock", "pylock.toml", "package-lock.json"} & {
        name.rsplit("/", 1)[-1] for name in tracked_files()
    }


def test_every_requirement_is_locked_by_hash():
    for lock in (ROOT / "requirements").glob("*.lock"):
        entries = re.split(r"\n(?=\S)", lock.read_text().strip())
        assert entries
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_every_room_says_what_it_is_for():
    rooms = [
        path.parent
        for storey in ("areas", "foundation")
        for path in (ROOT / "src/allaboard" / storey).glob("*/apps.py")
    ]
    silent = [room.name for room in rooms if not (room / "README.md").exists()]

    assert rooms
    assert silent == []


def test_what_a_room_says_of_itself_is_read_in_a_minute():
    lines = {path: path.read_text().count("\n") for path in (ROOT / "src/allaboard").rglob("README.md")}

    assert len(lines) > 10
    assert {path: number for path, number in lines.items() if number > LONGEST_ROOM_README} == {}


def test_the_page_of_configuration_tells_what_the_code_reads():
    product = [ROOT / "allaboard", *(ROOT / "src/allaboard").rglob("*.py")]
    named = {
        name
        for file in product
        for name in re.findall(r"\bALLABOARD_[A-Z_]+[A-Z]\b", file.read_text(encoding="utf-8"))
    }
    variables = {
        name: value.name
        for name, value in vars(environment).items()
        if isinstance(value, environment.Variable)
    }
    elsewhere = "".join(file.read_text(encoding="utf-8") for file in product if file.name != "environment.py")

    assert named - set(variables.values()) == set()
    assert {
        constant
        for constant, name in variables.items()
        if f"environment.{constant}" not in elsewhere and f"{{{name}" not in elsewhere
    } == set()


def test_only_one_file_reads_the_environment():
    readers = [
        file.name
        for file in (ROOT / "src/allaboard").rglob("*.py")
        if re.search(r"os\.(getenv|environ(\.get\(|\[[^]]+\](?! =)))", file.read_text(encoding="utf-8"))
    ]

    assert readers == ["environment.py"]


def test_the_configuration_page_names_every_variable():
    page = (ROOT / "docs/operations/configuration.md").read_text()

    assert page == environment.page()


def test_files_and_functions_of_the_product_stay_short():
    """A function's docstring, which may be as long as it has to be, is not counted."""
    sources = [file for file in (ROOT / "src/allaboard").rglob("*.py") if "migrations" not in file.parts]
    texts = {str(file.relative_to(ROOT)): file.read_text(encoding="utf-8") for file in sources}
    functions = {
        f"{name}: {function.name}": lines_of(function)
        for name, text in texts.items()
        for function in ast.walk(ast.parse(text))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert functions
    assert [name for name, text in texts.items() if text.count("\n") > LONGEST_FILE] == []
    assert [name for name, lines in functions.items() if lines > LONGEST_FUNCTION] == []


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (function.end_lineno or 0) - function.lineno + 1
    said = function.body[0]
    return whole if ast.get_docstring(function) is None else whole - (said.end_lineno or 0) + said.lineno - 1
