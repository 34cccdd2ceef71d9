"""Every address × every role, held against permissions.csv.

A cell says what a role meets: `yes` (answered), `no` (403), `hidden` (404) or `sign-in` (sent to sign in, or 401).
"""

import csv
import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver
from tests.addresses import patterns_below
from tests.architecture.world import GRANTED, World

from allaboard.foundation.access.models import RoleGrant, User
from allaboard.project.api import api

TABLE = Path(__file__).parent / "permissions.csv"
WRITE = "ALLABOARD_WRITE_PERMISSIONS"
ROLES = [
    "anonymous",
    "dina",
    "employee",
    "manager",
    "reviewer",
    "recruiter",
    "communications",
    "benefits",
    "hr_generalist",
    "hr_leader",
    "concern_handler",
    "admin",
]
HOW_TO_ADD = (
    f"Run `{WRITE}=1 ./allaboard test tests/architecture/test_permissions_table.py`, which writes what is true into "
    "tests/architecture/permissions.csv; read the difference line by line, then commit it."
)
# Values of API bodies that a rule of the product would refuse otherwise.
BODY_VALUES = {"text": "everyone", "rule": "everyone", "email": "new@example.test", "is_active": True}
# Which object stands for a key in a body: one that is not there would be hidden from everybody.
KEYS = {
    "person_id": "people.Person",
    "owner_id": "people.Person",
    "option_id": "initiatives.Option",
    "into_id": "listening.Theme",
}
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
# Open to people who are not signed in: anything else must send them to sign in.
PUBLIC = (
    "health/",
    "account/",
    "access/link/",
    "delivery/unsubscribe/",
    "listen/thanks/",
    "sample/removal/",
    "api/v1/openapi.json",
)
# Open to somebody who is signed in but nobody in the directory: their own account, and lists that are empty for them.
OF_ONESELF = (*PUBLIC, "access/account/", "access/tokens/", "api/v1/access/me")
ASKED_AFTER_READING = {
    "POST api/v1/segments/count",  # counts only those whom the asker may see
    "POST api/v1/people/imports",  # an upload without a file is refused before anyone is asked
    "POST api/v1/surveys/results",  # likewise
}


@cache
def description() -> dict[str, Any]:
    """What the API says of itself; it says the same all the while, and takes its time."""
    return json.loads(json.dumps(api.get_openapi_schema()))


def routes() -> Iterator[tuple[str, str]]:
    """Method and route of every page and API operation."""
    for route, _pattern in patterns_below(get_resolver().url_patterns):
        if not route.startswith("api/v1/") or route.endswith("openapi.json"):
            yield "GET", route
    for path, operations in description()["paths"].items():
        for method in operations:
            yield method.upper(), re.sub(r"\{(\w+)\}", r"<\1>", path.lstrip("/"))


def address(world: World, route: str) -> str:
    """The route with the world's objects in it."""
    names = [first or second for first, second in PARAMETER.findall(route)]
    values = world.arguments(route, names)
    filled = PARAMETER.sub(lambda found: str(values[found[1] or found[2]]), route)
    return "/" + filled.replace("^", "").replace("$", "")


def met(answer: HttpResponse) -> str:
    """What the answer means to the one who asked."""
    if answer.status_code == 401 or (answer.status_code == 302 and "/account/login/" in answer["Location"]):
        return "sign-in"
    if answer.status_code >= 500:
        return "fault"
    return {403: "no", 404: "hidden"}.get(answer.status_code, "yes")


def bodies(world: World) -> dict[str, object]:
    """For each operation of the API the smallest body that can be read, so that permission is asked at all."""
    schema = description()
    known = schema["components"]["schemas"] | {name: world.one(label).pk for name, label in KEYS.items()}
    found = {}
    for path, operations in schema["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json")
            if content:
                route = re.sub(r"\{(\w+)\}", r"<\1>", path.lstrip("/"))
                found[f"{method.upper()} {route}"] = _least(content["schema"], known)
    return found


def _least(schema: dict[str, Any], known: dict[str, Any], name: str = "") -> object:
    if "$ref" in schema:
        return _least(known[schema["$ref"].rsplit("/", 1)[1]], known, name)
    if schema.get("type") == "integer" and name.endswith("_id"):
        return known[name]
    if name in BODY_VALUES:
        return BODY_VALUES[name]
    if "enum" in schema or "const" in schema or "anyOf" in schema:
        return schema.get("const") or schema.get("enum", [None])[0] or _least(schema["anyOf"][0], known)
    if schema.get("type") == "object":
        needed = {*schema.get("required", []), *(BODY_VALUES.keys() & schema.get("properties", {}).keys())}
        return {one: _least(schema["properties"][one], known, one) for one in needed}
    dates = {"date": "2026-01-05", "date-time": "2026-01-05T09:00:00Z"}
    kinds = {"array": [], "integer": 1, "number": 1, "boolean": False}
    return kinds.get(schema.get("type", ""), dates.get(schema.get("format", ""), "x"))


def ask(client: Client, method: str, url: str, body: object = None) -> HttpResponse:
    """The answer to a call, taken back at once; pages that only take forms get an empty one."""
    with transaction.atomic():
        content = json.dumps(body) if body is not None else ""
        answer = client.generic(method, url, content, content_type="application/json")
        if answer.status_code == 405 and method == "GET":
            answer = client.post(url)
        transaction.set_rollback(True)
    return answer


def table_now() -> dict[str, list[str]]:
    """What every role meets at every address."""
    world = World()
    clients = {}
    for role, user in world.users.items():
        clients[role] = Client(raise_request_exception=False)
        if user:
            clients[role].force_login(user)
    cells, contents = {}, bodies(world)
    for method, route in routes():
        url = address(world, route)
        name = f"{method} {route}"
        cells[name] = [met(ask(clients[role], method, url, contents.get(name))) for role in ROLES]
    return cells


def table_kept() -> dict[str, list[str]]:
    if not TABLE.exists():
        return {}
    with TABLE.open(newline="") as file:
        header, *rows = csv.reader(file)
    assert header[1:] == ROLES
    return {row[0]: row[1:] for row in rows}


@pytest.mark.django_db
def test_every_address_gives_every_role_what_the_table_says():
    now, kept = table_now(), table_kept()
    if os.environ.get(WRITE):
        with TABLE.open("w", newline="") as file:
            csv.writer(file).writerows([["address", *ROLES], *([name, *now[name]] for name in sorted(now))])
        kept = now
    faults = [name for name, cells in sorted(now.items()) if "fault" in cells]
    changed = [
        f"{name}: {role} meets {is_now!r}, the table says {was!r}"
        for name in sorted(now.keys() & kept.keys())
        for role, is_now, was in zip(ROLES, now[name], kept[name], strict=True)
        if is_now != was
    ]
    missing = [f"{name},{','.join(now[name])}" for name in sorted(now.keys() - kept.keys())]
    assert not faults, "\n".join(["These addresses are faulty, whatever the table says:", *faults])
    assert not changed, "\n".join(["Permissions changed. " + HOW_TO_ADD, *changed])
    assert not missing, "\n".join(["Addresses without a row. " + HOW_TO_ADD, *missing])
    assert not kept.keys() - now.keys(), f"Rows without an address. {HOW_TO_ADD}\n{kept.keys() - now.keys()}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["hr_generalist", "communications", "reviewer", "admin"])
def test_a_role_without_a_place_in_the_directory_meets_no_fault(role):
    """Whoever sets an installation up has an account before anybody is in the directory."""
    world, user = World(), User.objects.create_user(email="first@example.test")
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=one) for one in GRANTED[role])
    client = Client(raise_request_exception=False)
    client.force_login(user)
    contents = bodies(world)
    meets = {
        f"{method} {route}": met(
            ask(client, method, address(world, route), contents.get(f"{method} {route}"))
        )
        for method, route in routes()
    }

    assert meets["GET "] == "yes"
    assert [name for name, meeting in meets.items() if meeting == "fault"] == []


def test_strangers_and_outsiders_reach_only_what_is_named_here():
    """Keeps a table that was written carelessly from opening a page."""
    rows = {name: dict(zip(ROLES, cells, strict=True)) for name, cells in table_kept().items()}
    to_strangers = {name for name, cells in rows.items() if cells["anonymous"] == "yes"}
    to_outsiders = {name for name, cells in rows.items() if cells["dina"] == "yes"}

    assert rows
    assert {name for name in to_strangers if not _route(name).startswith(PUBLIC)} == set()
    beyond = {name for name in to_outsiders if not _route(name).startswith(OF_ONESELF)}
    assert beyond - ASKED_AFTER_READING - lists_of_the_api() == set()


def test_where_strangers_bring_a_key_their_knocks_are_counted():
    """The sign-in library counts at its own addresses; what is left holds nothing to guess."""
    nothing_to_guess = {"health/", "listen/thanks/", "sample/removal/"}
    rows = {_route(name): cells[0] for name, cells in table_kept().items()}
    uncounted = {
        route
        for route, pattern in patterns_below(get_resolver().url_patterns)
        if rows.get(route) in {"yes", "hidden"} and not hasattr(pattern.callback, "knocks_are_counted")
    }

    assert "listen/a/<str:token>/" in rows
    assert {route for route in uncounted if not route.startswith("account/")} == nothing_to_guess


@pytest.mark.django_db
def test_lists_of_the_api_are_empty_for_an_outsider():
    world = World()
    for label in {label.partition(":")[0] for label in world.models_named()}:
        world.one(label)
    outsider = Client()
    outsider.force_login(world.dina)
    answers = {name: outsider.get("/" + _route(name)) for name in sorted(lists_of_the_api())}

    assert answers
    leaked = {name: answer.json() for name, answer in answers.items() if answer.json().get("items")}
    assert leaked == {}


def lists_of_the_api() -> set[str]:
    """Operations that list objects: they answer everyone, with what the asker may see."""
    return {
        f"GET {path.lstrip('/')}"
        for path, operations in description()["paths"].items()
        if "get" in operations
        and "{" not in path
        and "Page_" in json.dumps(operations["get"]["responses"]["200"])
    }


def _route(name: str) -> str:
    return name.partition(" ")[2]
