"""Commands for those who build Allaboard: test, check, bench, words."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import typer
from rich.console import Console

from allaboard.project import environment
from allaboard.project.cli.database import database, set_up_django

PASS_THROUGH = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}
console = Console(highlight=False)

# Fastest first; each is a name and a command run from the root.
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Lint", ("ruff", "check", "src", "tests", "benchmarks")),
    ("Format", ("ruff", "format", "--check", "src", "tests", "benchmarks")),
    ("Import contracts", ("lint-imports",)),
    ("Templates, migrations and settings", (sys.executable, "-m", "allaboard.project.checks")),
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
    home = _throwaway_home()
    if not context.args:
        _require_browser()
    arguments = context.args or ["-n", str(min(4, os.cpu_count() or 2)), "--dist", "loadgroup"]
    try:
        with database(home / "postgres", unsafe=True):
            done = subprocess.run(
                [sys.executable, "-m", "pytest", *arguments], cwd=environment.ROOT, check=False
            )
    finally:
        shutil.rmtree(home, ignore_errors=True)
    raise typer.Exit(done.returncode)


def check() -> None:
    """Run every check that needs no test: lint, format, imports, templates, migrations, types."""
    home, failed = _throwaway_home(), []
    try:
        with database(home / "postgres", unsafe=True):
            for name, command in CHECKS:
                if not _passes(name, command):
                    failed.append(name)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    if failed:
        console.print(f"[red]Not clean:[/] {', '.join(failed)}")
    raise typer.Exit(1 if failed else 0)


def bench(name: str = typer.Argument("", help="Part of a benchmark's name; empty: all.")) -> None:
    """Run the benchmarks; each prints JSON with a ratio against its reference."""
    home = _throwaway_home()
    try:
        with database(home / "postgres"):
            for script in sorted((environment.ROOT / "benchmarks").glob(f"*{name}*.py")):
                console.print(f"[bold]{script.stem}[/]")
                subprocess.run([sys.executable, str(script)], cwd=environment.ROOT, check=False)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def words() -> None:
    """Collect what pages say into the catalogues of the other languages, and compile these; needs GNU gettext."""
    if not shutil.which("xgettext"):
        console.print("[red]GNU gettext is missing.[/] Install it: apt-get install gettext")
        raise typer.Exit(1)
    _throwaway_home()
    set_up_django()
    from allaboard.project import catalogues

    catalogues.collect()
    catalogues.compile_all()
    for fault in (fault for language in catalogues.languages() for fault in catalogues.faults_of(language)):
        console.print(fault, markup=False)


def _throwaway_home() -> Path:
    home = Path(tempfile.mkdtemp(prefix="allaboard-"))
    os.environ["ALLABOARD_HOME"] = str(home)
    os.environ.setdefault("ALLABOARD_SECRET_KEY", "only-for-throw-away-data-" + "x" * 40)
    return home


def _require_browser() -> None:
    """Install Debian's Chromium where that is allowed; without one the journeys skip by name."""
    if shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        console.print("Installing Chromium for the browser journeys …")
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        subprocess.run(
            ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"], check=False
        )
    if not shutil.which("chromium"):
        console.print("[yellow]No Chromium here: the browser journeys will be skipped.[/]")


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
        console.print((done.stdout + done.stderr)[-6000:], markup=False)
    return done.returncode == 0
