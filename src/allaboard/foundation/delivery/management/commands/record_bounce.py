"""Takes in delivery notices from files or from standard input, as a mail server's pipe gives them."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.services.bouncing import record_bounce


class Command(BaseCommand):
    help = "Record delivery notices (bounces). Without files, one is read from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        """Name the files."""
        parser.add_argument("files", nargs="*", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Record each notice and say what it was about."""
        mails = [path.read_bytes() for path in options["files"]] or [sys.stdin.buffer.read()]
        for mail in mails:
            try:
                bounces = record_bounce(mail, SYSTEM)
            except RuleBroken as error:
                raise CommandError(str(error)) from error
            for bounce in bounces:
                self.stdout.write(f"{bounce.address}: {bounce.action} {bounce.status}")
