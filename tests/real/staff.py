"""IBM's 1,470 people: in by the wizard or by the command, and with addresses that the file lacks."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import F, Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse
from tests.real.files import PEOPLE_FILE, ROOT

from allaboard.foundation.people.models import Import, Person

PEOPLE, COLUMNS = 1470, 35
WITHOUT_ADDRESS = 11


def guessed_by_the_wizard(client: Client) -> tuple[Import, dict[str, str]]:
    """Upload the file on the page; the import and what its columns were guessed to mean."""
    file = SimpleUploadedFile(PEOPLE_FILE.name, PEOPLE_FILE.read_bytes())
    page = client.post(reverse("people:import_new"), {"file": file}, follow=True)
    selects = BeautifulSoup(page.content, "html.parser").select("form select")
    values = {s["name"]: (s.find("option", selected=True) or s.find("option"))["value"] for s in selects}
    return Import.objects.latest("pk"), values


def applied_by_the_wizard(client: Client, run: Import, values: dict[str, str]) -> str:
    """Confirm the meanings and apply; the text of the page that said what would happen."""
    checked = client.post(reverse("people:import_columns", args=[run.pk]), values, follow=True)
    client.post(reverse("people:import_apply", args=[run.pk]))
    return BeautifulSoup(checked.content, "html.parser").main.get_text()


def undone_by_the_wizard(client: Client, run: Import) -> None:
    """Press Undo on the import's page."""
    client.post(reverse("people:import_undo", args=[run.pk]))


def imported_by_the_command() -> dict[str, object]:
    """Run `./allaboard import people … --json` as a process of its own on the test's database; what it answered."""
    environment = os.environ | {"ALLABOARD_DATABASE_URL": _address(), "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-m", "allaboard", "import", "people", str(PEOPLE_FILE), "--json"],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _address() -> str:
    return (
        urlsplit(os.environ["ALLABOARD_DATABASE_URL"])
        ._replace(path=f"/{connection.settings_dict['NAME']}")
        .geturl()
    )


def give_addresses() -> None:
    """The file has no addresses, so its people get some, but eleven have none."""
    imported = Person.objects.exclude(external_id="").exclude(external_id=None)
    imported.update(email=Concat(Value("p"), F("external_id"), Value("@plant.test")), timezone="UTC")
    without = list(imported.order_by("pk").values_list("pk", flat=True)[:WITHOUT_ADDRESS])
    Person.objects.filter(pk__in=without).update(email=None)
