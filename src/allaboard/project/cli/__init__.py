"""The command line: what the launcher runs."""

from allaboard.project.cli.app import main

__all__ = ["main"]
