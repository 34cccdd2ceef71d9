"""`doctor`: what is wrong with this installation, and how to mend it."""

import json
import os
import secrets
from collections.abc import Iterator
from dataclasses import asdict

import typer
from rich.console import Console
from rich.markup import escape

from allaboard.project import environment
from allaboard.project.cli.database import opened_database
from allaboard.project.doctor import installation, secret_key
from allaboard.project.doctor.finding import Finding
from allaboard.project.doctor.machine import machine
from allaboard.project.postgres import ClusterError
from allaboard.project.processes.loading import set_up_django


def doctor(as_json: bool = typer.Option(False, "--json", help="Print the findings as JSON.")) -> None:
    """Look at everything the installation needs. Exit code 1 when something is wrong."""
    findings = list(_examined())
    if as_json:
        typer.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        _print(findings)
    raise typer.Exit(0 if all(finding.is_fine for finding in findings) else 1)


def _examined() -> Iterator[Finding]:
    """The findings, from what everything else stands on to what stands on it; no further than it makes sense."""
    below = list(machine())
    yield from below
    if not all(finding.is_fine for finding in below):
        return
    yield secret_key.kept()
    try:
        with opened_database():
            yield from _examined_inside()
    except ClusterError as error:
        yield Finding("Database", False, str(error), error.remedy)


def _examined_inside() -> Iterator[Finding]:
    # A missing secret is reported, not made on the way: making one ends every session.
    if not secret_key.is_there():
        os.environ[environment.SECRET_KEY.name] = secrets.token_urlsafe(64)
    set_up_django()
    tables = installation.tables()
    yield tables
    if tables.is_fine:
        yield from (look() for look in installation.BEHIND_THE_TABLES)


def _print(findings: list[Finding]) -> None:
    """One line for each, and under what is wrong what to do, in lines that can be copied whole."""
    console = Console(highlight=False, soft_wrap=True)
    width = max(len(finding.subject) for finding in findings)
    for finding in findings:
        mark = "[green]✓[/]" if finding.is_fine else "[red]✕[/]"
        console.print(f"{mark} {finding.subject:<{width}}  {escape(finding.detail)}")
        if not finding.is_fine:
            console.print(f"  {'':<{width}}  [bold]What to do:[/] {escape(finding.remedy)}")
