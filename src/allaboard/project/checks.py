"""What Django can tell without a test: settings, migrations, templates, documents."""

import re
import sys
from pathlib import Path

from allaboard.project import environment
from allaboard.project.cli.database import set_up_django

LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")


def main() -> None:
    """Run all of them; exit code 1 with the faults when there are any."""
    set_up_django()
    faults = [*_migration_faults(), *_template_faults(), *_document_faults()]
    print("\n".join(faults))
    sys.exit(1 if faults else 0)


def _migration_faults() -> list[str]:
    from django.core.management import call_command

    call_command("check", verbosity=0)
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
    except SystemExit:
        return ["A model has changed without a migration: run ./allaboard django makemigrations"]
    return []


def _template_faults() -> list[str]:
    """Every template must compile: a misspelt tag or argument fails here, not in front of a person."""
    from django.template import TemplateSyntaxError, engines

    faults = []
    for template in sorted((environment.ROOT / "src").rglob("templates/**/*.html")):
        name = str(template.relative_to(_templates_folder(template)))
        try:
            engines["django"].get_template(name)
        except TemplateSyntaxError as error:
            faults.append(f"{name}: {error}")
    return faults


def _templates_folder(template: Path) -> Path:
    return next(folder for folder in template.parents if folder.name == "templates")


def _document_faults() -> list[str]:
    """Every relative link of a document leads to a file."""
    documents = [
        *environment.ROOT.glob("*.md"),
        *(environment.ROOT / "docs").rglob("*.md"),
        *(environment.ROOT / "src").rglob("README.md"),
    ]
    return [
        f"{document.relative_to(environment.ROOT)}: link to {target} leads nowhere"
        for document in documents
        for target in LINK.findall(document.read_text(encoding="utf-8"))
        if not (document.parent / target).exists()
    ]


if __name__ == "__main__":
    main()
