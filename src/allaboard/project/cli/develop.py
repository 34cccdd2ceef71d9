"""Commands for those who build Allaboard: test, check, bench, words."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import typer
from rich.console import Console

from allaboard.project import environment
from allaboard.project.cli.database import database
from allaboard.project.processes.loading import set_up_django

PASS_THROUGH = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
MOST_TEST_PROCESSES = 4
SHOWN_LETTERS = 6_000
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")  # the lightest first
console = Console(highlight=False)

# Fastest first; each is a name and a command run from the root.
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Lint", ("ruff", "check", "src", "tests", "benchmarks")),
    ("Format", ("ruff", "format", "--check", "src", "tests", "benchmarks")),
    ("Import contracts", ("lint-imports",)),
    ("Templates, migrations, settings and documents", (sys.executable, "-m", "allaboard.project.cli.checks")),
    ("Types", ("mypy",)),
)


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(context_settings=PASS_THROUGH)(test)
    app.command()(check)
    app.command()(bench)
    app.command()(words)


def test(context: typer.Context) -> None:
    """Run the tests, browser journeys included; what follows goes to pytest."""
    if not context.args:
        _require_browser()
    arguments = context.args or [
        "-n",
        str(min(MOST_TEST_PROCESSES, (os.cpu_count() or 2) + 1)),  # one more: tests wait for what they start
        "--dist",
        "loadgroup",
    ]
    with _throwaway_home() as home, database(home / "postgres", unsafe=True):
        done = _run(sys.executable, "-m", "pytest", *arguments)
    raise typer.Exit(done.returncode)


def check() -> None:
    """Run every check that needs no test: lint, format, imports, templates, migrations, types."""
    with _throwaway_home() as home, database(home / "postgres", unsafe=True):
        failed = [name for name, command in CHECKS if not _passes(name, command)]
    if failed:
        console.print(f"[red]Not clean:[/] {', '.join(failed)}")
    raise typer.Exit(1 if failed else 0)


def bench(name: str = typer.Argument("", help="Part of a benchmark's name; empty: all.")) -> None:
    """Run the benchmarks; each prints JSON with a ratio against its reference. Exit code 1 when one fails."""
    known = sorted((environment.ROOT / "benchmarks").glob("*.py"))
    scripts = [script for script in known if name in script.stem]
    if not scripts:
        raise typer.BadParameter(f"No benchmark has “{name}” in its name.")
    # What they write does not belong into a server that is used.
    os.environ.pop(environment.DATABASE_URL.name, None)
    failed = []
    for script in scripts:
        console.print(f"[bold]{script.stem}[/]")
        with _throwaway_home() as home, database(home / "postgres"):  # of its own: others would count along
            if _run(sys.executable, str(script)).returncode != 0:
                failed.append(script.stem)
    if failed:
        console.print(f"[red]Failed:[/] {', '.join(failed)}")
    raise typer.Exit(1 if failed else 0)


def words() -> None:
    """Collect what pages say into the catalogues of the other languages, and compile these; needs GNU gettext."""
    if not shutil.which("xgettext"):
        console.print("[red]GNU gettext is missing.[/] Install it: apt-get install gettext")
        raise typer.Exit(1)
    with _throwaway_home():
        set_up_django()
        from allaboard.project.translation import catalogues

        catalogues.collect()
        catalogues.compile_all()
        faults = [fault for language in catalogues.languages() for fault in catalogues.faults_of(language)]
    for fault in faults:
        console.print(fault, markup=False)
    raise typer.Exit(1 if faults else 0)


@contextlib.contextmanager
def _throwaway_home() -> Iterator[Path]:
    """A home for the while of a command, so that nothing touches the installation of this folder."""
    with tempfile.TemporaryDirectory(prefix="allaboard-", ignore_cleanup_errors=True) as folder:
        os.environ[environment.HOME.name] = folder
        os.environ.setdefault(environment.SECRET_KEY.name, "only-for-throw-away-data-" + "x" * 40)
        yield Path(folder)


def _run(*command: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(command, cwd=environment.ROOT, check=False)


def _require_browser() -> None:
    """Install Debian's Chromium where that is allowed; without one the journeys skip by name."""
    if any(map(shutil.which, BROWSERS)):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        console.print("Installing Chromium for the browser journeys …")
        _apt_get("update")
        for package in BROWSERS[:2]:
            if _apt_get("install", "-y", "--no-install-recommends", package):
                return
    if not any(map(shutil.which, BROWSERS)):
        console.print("[yellow]No Chromium here: the browser journeys will be skipped.[/]")


def _apt_get(*arguments: str) -> bool:
    """Whether it did what was asked, without a word and without a question unless it fails."""
    command = ["apt-get", "-qq", *arguments]
    environ = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=False).returncode == 0


def _passes(name: str, command: tuple[str, ...]) -> bool:
    began = time.monotonic()
    program = Path(sys.executable).parent / command[0]
    done = subprocess.run(
        [str(program) if program.exists() else command[0], *command[1:]],
        cwd=environment.ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    mark = "[green]✓[/]" if done.returncode == 0 else "[red]✕[/]"
    console.print(f"{mark} {name}  [dim]{time.monotonic() - began:.1f} s[/]")
    if done.returncode != 0:
        console.print((done.stdout + done.stderr)[-SHOWN_LETTERS:], markup=False)
    return done.returncode == 0
