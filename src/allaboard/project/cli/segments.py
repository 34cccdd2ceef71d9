"""Commands for segments."""

import json
import sys
from typing import Annotated

import typer

from allaboard.project.cli.database import database
from allaboard.project.processes.loading import set_up_django

segments = typer.Typer(help="Rules over the directory.", no_args_is_help=True)
JSON = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
Rule = Annotated[str, typer.Argument(help='A rule, such as "department = Sales and tenure < 1 year".')]


def add_to(app: typer.Typer) -> None:
    """Add the commands to the application."""
    app.add_typer(segments, name="segments")


@segments.command()
def count(rule: Rule, as_json: JSON = False) -> None:
    """Count the people of a rule; exit code 2 when it cannot be read."""
    with database():
        set_up_django()
        from allaboard.foundation.access.roles import SYSTEM
        from allaboard.foundation.segments.previews import preview
        from allaboard.foundation.segments.rules import SegmentSyntaxError, parse, to_text

        try:
            tree = parse(rule)
        except SegmentSyntaxError as error:
            _refuse(str(error), error.position, error.pointer, as_json)
            raise typer.Exit(2) from error
        found = preview(SYSTEM, tree)
    if as_json:
        answer = {
            "people": found.people,
            "of": found.of,
            "rule": to_text(tree),
            "findings": list(found.findings),
        }
        print(json.dumps(answer, ensure_ascii=False))
        return
    print(f"{found.people:,} of {found.of:,} people: {to_text(tree)}")
    for finding in found.findings:
        print(f"  {finding}")


def _refuse(message: str, position: int, pointer: str, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"error": message, "position": position}, ensure_ascii=False))
    else:
        print(f"{pointer}\n{message}", file=sys.stderr)


@segments.command("list")
def list_segments(as_json: JSON = False) -> None:
    """List the saved segments."""
    with database():
        set_up_django()
        from allaboard.foundation.access.roles import SYSTEM
        from allaboard.foundation.segments.facade import segments_for

        found = segments_for(SYSTEM)
    if as_json:
        rows = [{"id": each.id, "name": each.name, "rule": each.text} for each in found]
        print(json.dumps(rows, ensure_ascii=False))
        return
    for each in found:
        print(f"{each.id:>6}  {each.name}: {each.text}")
    if not found:
        print("No segment is saved yet.")
