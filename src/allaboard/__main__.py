"""Entry of `python -m allaboard`."""

from allaboard.project.cli import main

main()
