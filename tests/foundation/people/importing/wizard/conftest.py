"""A small file, sent in as a browser does, and the page that answers."""

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

PEOPLE = "Email,Department,Manager\na@x.test,Sales,b@x.test\nb@x.test,Sales,\nbroken,Sales,\n"


def soup(answer) -> BeautifulSoup:
    return BeautifulSoup(answer.content, "html.parser")


def upload(client, content: str = PEOPLE, name: str = "people.csv"):
    return client.post(
        reverse("people:import_new"), {"file": SimpleUploadedFile(name, content.encode())}, follow=True
    )


def chosen_columns(page: BeautifulSoup) -> dict[str, str]:
    selects = page.select("form select")
    return {s["name"]: (s.find("option", selected=True) or s.find("option"))["value"] for s in selects}
