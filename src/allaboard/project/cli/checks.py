"""What Django can tell without a test: settings, migrations, templates, documents."""

import re
import sys
from pathlib import Path

from allaboard.project import environment
from allaboard.project.processes.loading import set_up_django

LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)")
NAMED_FILE = re.compile(r"`((?:src|tests|docs|benchmarks)/[\w/.-]+\.\w+)")


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
    """Every relative link of a document, and every file it names from the root, is there."""
    root = environment.ROOT
    documents = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "src").rglob("README.md")]
    texts = {document: document.read_text(encoding="utf-8") for document in documents}
    meant = [
        *(
            (document, target, document.parent)
            for document in texts
            for target in LINK.findall(texts[document])
        ),
        *((document, target, root) for document in texts for target in NAMED_FILE.findall(texts[document])),
    ]
    return [
        f"{document.relative_to(root)}: {target} is not there"
        for document, target, folder in meant
        if not (folder / target).exists()
    ]


if __name__ == "__main__":
    main()
