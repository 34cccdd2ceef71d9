"""Commands for those who build Allaboard."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import typer

from allaboard.project import environment
from allaboard.project.cli.database import database

PASS_THROUGH = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": []}


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.command(context_settings=PASS_THROUGH)(test)


def test(context: typer.Context) -> None:
    """Run the tests; what follows goes to pytest."""
    home = Path(tempfile.mkdtemp(prefix="allaboard-test-"))
    os.environ["ALLABOARD_HOME"] = str(home)
    os.environ["ALLABOARD_SECRET_KEY"] = "only-for-tests-" + "x" * 40
    try:
        with database(home / "postgres", unsafe=True):
            done = subprocess.run([sys.executable, "-m", "pytest", *context.args], cwd=environment.ROOT, check=False)
    finally:
        shutil.rmtree(home, ignore_errors=True)
    raise typer.Exit(done.returncode)
