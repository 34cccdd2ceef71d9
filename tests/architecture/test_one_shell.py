"""Every page × every role: each person meets the whole product in one shell, whoever else uses the page."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from tests.architecture.test_permissions_table import address, ask, routes
from tests.architecture.world import World

RAIL, PHONE, PLAIN = "team", "employee", "plain"
SHELLS = {
    "dina": PHONE,
    "employee": PHONE,
    "manager": PHONE,
    "benefits": PHONE,
    "concern_handler": PHONE,
    "reviewer": RAIL,
    "recruiter": RAIL,
    "communications": RAIL,
    "hr_generalist": RAIL,
    "hr_leader": RAIL,
    "admin": RAIL,
}


@pytest.mark.django_db
@pytest.mark.parametrize("role", SHELLS)
def test_a_role_meets_one_shell(role: str) -> None:
    world, client = World(), Client(raise_request_exception=False)
    client.force_login(world.users[role])
    urls = {address(world, route) for method, route in routes() if method == "GET"}
    shells = {url: _shell(ask(client, "GET", url)) for url in urls if not url.startswith("/api/")}

    framed = {url: shell for url, shell in shells.items() if shell not in ("", PLAIN)}
    assert "/access/account/" in framed
    assert {url: shell for url, shell in framed.items() if shell != SHELLS[role]} == {}


def _shell(answer: object) -> str:
    """The frame of a page that was answered; nothing for refusals, files and parts of pages."""
    if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
        return ""
    body = BeautifulSoup(answer.content, "html.parser").body
    return body["class"][0] if body and body.get("class") else ""
