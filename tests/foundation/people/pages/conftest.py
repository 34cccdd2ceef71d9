"""A small company with things that are nobody's business, and what a page or its file says."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from tests.conftest import make_person

from allaboard.foundation.people.models import Person


@pytest.fixture
def company(amara, ben, chidi):
    """Ben leads Chidi; Eve is elsewhere and has things that are nobody's business."""
    Person.objects.filter(pk=chidi.pk).update(phone_number="555-CHIDI", custom_fields={"pay": "SECRET-C"})
    return make_person(
        "Zoë", department="Sales", phone_number="555-ZOE", custom_fields={"pay": "SECRET-Z"}, title="=cmd|x"
    )


def text_of(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


def exported_rows(answer) -> list[dict[str, str]]:
    content = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))
