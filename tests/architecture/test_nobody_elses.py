"""Whoever may open an address's kind of object may not open, or change, the one that is somebody else's."""

import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from tests.architecture.test_permissions_table import PARAMETER, address, ask, bodies, met, routes
from tests.architecture.world import GRANTED, REGISTER, World
from tests.conftest import grant, make_person, signed_in

from allaboard.foundation.people.models import Person

OWNED = REGISTER["owned"]
SHUT = {"no", "hidden"}
NOT_TAKEN = "not taken"  # a page that only takes forms, or none


def of_role(role: str) -> Person:
    """Somebody of the role, with a report when the role is to manage."""
    person = grant(make_person(), *GRANTED.get(role, ()))
    if role == "manager":
        make_person(manager=person, manager_path=[person.pk])
    return person


def given_to(world: World, owner: Person, label: str) -> None:
    """Make the object of this kind that is the owner's."""
    world.give_to(owner)
    if label == "people.Person":
        world.made[label] = Person.objects.get(manager=owner)
        return
    made = world.one(label)
    if field := OWNED[label].get("field"):
        setattr(made, field, owner)
        made.save()


def addresses_of(world: World, label: str) -> Iterator[tuple[str, str]]:
    """Every method and route that names an object of this kind; a page is asked, and a form is sent to it."""
    for method, route in routes():
        names = [first or second for first, second in PARAMETER.findall(route)]
        if label in {world.label_of(route, name) for name in names}:
            yield method, route
            if method == "GET" and not route.startswith("api/"):
                yield "POST", route


def everything(label: str) -> list[dict[str, object]]:
    """All rows of the kind, to see that none has changed."""
    return list(apps.get_model(label)._default_manager.order_by("pk").values())


def meets(client: Client, label: str, method: str, url: str, body: object) -> tuple[str, bool]:
    """What the client meets at the address, and whether an object of the kind is another one afterwards."""
    before = everything(label)
    with transaction.atomic():
        is_form = method == "POST" and not url.startswith("/api/")
        answer = client.post(url) if is_form else client.generic(method, url, *_json(body))
        changed = everything(label) != before
        transaction.set_rollback(True)
    return NOT_TAKEN if answer.status_code == 405 else met(answer), changed


def _json(body: object) -> tuple[str, str]:
    return (json.dumps(body) if body is not None else "", "application/json")


@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(OWNED))
def test_what_is_somebody_elses_stays_shut(label):
    world, role = World(), OWNED[label]["role"]
    owner, other = of_role(role), of_role(role)
    given_to(world, other, label)
    given_to(world, owner, label)
    is_open_to_owner, contents = [], bodies(world)
    for method, route in addresses_of(world, label):
        asked = (label, method, address(world, route), contents.get(f"{method} {route}"))
        own, _changed = meets(signed_in(owner), *asked)
        theirs, changed = meets(signed_in(other), *asked)
        is_open_to_owner.append(own == "yes")
        assert not changed, f"{method} {route}: changed by somebody else"
        assert theirs in {*SHUT, NOT_TAKEN}, f"{method} {route}: {theirs} for somebody else"
    assert any(is_open_to_owner), "nothing here is open to the owner, so nothing was shown"


def nested() -> list[tuple[str, str, str]]:
    """Method, route and parent of every address that names an object inside another."""
    parents = {"initiatives.Initiative", "campaigns.Campaign", "listening.Survey"}
    world = World.__new__(World)
    found = []
    for method, route in routes():
        names = [first or second for first, second in PARAMETER.findall(route)]
        labels = [world.label_of(route, name) for name in names]
        if len(labels) > 1 and labels[0] in parents and labels[1]:
            found.append((method, route, labels[0]))
    return found


@pytest.mark.django_db
def test_a_part_is_not_found_inside_another_whole():
    """With the number of another initiative, campaign or survey before it, an address leads nowhere."""
    world = World()
    browser = Client()
    browser.force_login(world.users["hr_leader"])
    walked = nested()
    assert len(walked) > 20
    contents, faults = bodies(world), []
    for method, route, parent in walked:
        right = address(world, route)
        part_of, world.made[parent] = world.one(parent), world.another(parent)
        wrong = address(world, route)
        world.made[parent] = part_of
        assert wrong != right
        body = contents.get(f"{method} {route}")
        if met(ask(browser, method, right, body)) == "hidden":
            faults.append(f"{method} {route} is open nowhere, so nothing was shown")
        if met(ask(browser, method, wrong, body)) != "hidden":
            faults.append(f"{method} {route} opens inside another")
    assert not faults, "\n".join(faults)
