"""All commands, gathered."""

import io
import sys

import typer

from allaboard.project.cli import audit, develop, imports, installation, segments, user
from allaboard.project.cli.leaving import leave
from allaboard.project.environment import UnreadableVariableError

app = typer.Typer(
    name="allaboard",
    help="Listen, decide, win leaders, campaign, serve, measure and tell.",
    no_args_is_help=True,
    add_completion=False,  # it would be installed for a command called python
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
installation.add_to(app)
develop.add_to(app)
audit.add_to(app)
segments.add_to(app)
imports.add_to(app)
user.add_to(app)


def main() -> None:
    """Run the command that was typed; what cannot be read of the environment is named."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a letter that this terminal does not know ends nothing
    try:
        app(prog_name="./allaboard")
    except UnreadableVariableError as error:
        leave(str(error), "correct it; docs/operations/configuration.md says what it means.", code=2)
