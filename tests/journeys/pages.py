"""The pages of the product, by its own list of addresses: where each is met in the sample company, and by whom."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import islice, product

from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import Resolver404, resolve

from tests.architecture.test_permissions_table import PARAMETER, routes
from tests.architecture.world import line_for

OBJECTS_TRIED = 8
# Addresses that open nowhere, and why.
SHUT = {
    **dict.fromkeys(
        ("account/signup/", "account/inactive/"), "nobody makes an account of their own, or learns of one"
    ),
    **dict.fromkeys(
        (
            "account/email/",
            "account/confirm-email/",
            "account/confirm-email/<str:key>/",
            r"account/^confirm-email/(?P<key>[-:\w]+)/$",
        ),
        "addresses come from the directory",
    ),
    "account/2fa/webauthn/login/": "words for the browser of somebody who signs in with a passkey",
    "sample/removal/": "tells how far the removal is, while it runs",
    "account/login/code/confirm/": "opens once a code is sent: signing_in/",
    **dict.fromkeys(
        (
            "account/2fa/webauthn/reauthenticate/",
            "account/2fa/webauthn/keys/<int:pk>/edit/",
            "account/2fa/webauthn/keys/<int:pk>/remove/",
        ),
        "open to whoever has a passkey: signing_in/",
    ),
    "account/2fa/authenticate/": "opens between two steps: signing_in/",
}


class Walk:
    """Where each page is seen, found by asking for every address as one reader after the other."""

    def __init__(self, readers: Mapping[str, Client], begin: Mapping[str, Sequence[str]]) -> None:
        """Begin with the addresses that are given by reader; find one for every route that none of them meets."""
        self.readers = readers
        self.pages: dict[str, list[str]] = defaultdict(list)
        self.unseen: list[str] = []
        for reader, paths in begin.items():
            self.pages[reader] += dict.fromkeys(paths)
        seen = {route_of(path) for paths in begin.values() for path in paths}
        for route in (
            route for method, route in routes() if method == "GET" and not route.startswith("api/")
        ):
            if route not in seen:
                seen.add(route)
                self._find(route)

    def _find(self, route: str) -> None:
        """Note who sees the route's page where, or that nobody does; what only takes forms or gives files is no page."""
        for path in addresses(route):
            for reader, client in self.readers.items():
                answer = client.get(path)
                if is_page(answer):
                    self.pages[reader].append(path)
                    return
                if answer.status_code == 405 or is_something_else(answer):
                    return
        self.unseen.append(route)


def route_of(path: str) -> str:
    """The route that an address belongs to; empty for one that belongs to none."""
    try:
        return str(resolve(path.partition("?")[0]).route)
    except Resolver404:
        return ""


def addresses(route: str) -> Iterator[str]:
    """The route with objects of the database in it, the newest first."""
    names = [first or second for first, second in PARAMETER.findall(route)]
    for values in product(*(_values(line_for(route, name)) for name in names)):
        yield "/" + _filled(route, iter(values)).replace("^", "").replace("$", "")


def _filled(route: str, values: Iterator[object]) -> str:
    return PARAMETER.sub(lambda _found: str(next(values)), route)


def _values(line: str) -> list[object]:
    if "." not in line:
        return [line]
    label, _, field = line.partition(":")
    objects = apps.get_model(label)._default_manager.order_by("-pk").values_list(field or "pk", flat=True)
    return list(islice(objects, OBJECTS_TRIED))


def is_page(answer: HttpResponse) -> bool:
    """Whether a browser shows it as a page of its own."""
    return (
        answer.status_code == 200
        and answer["Content-Type"].startswith("text/html")
        and "sandbox" not in answer.get("Content-Security-Policy", "")  # shown in a frame
        and b"<html" in answer.content
    )


def is_something_else(answer: HttpResponse) -> bool:
    """Whether it answered, but with a file, a part of a page, or words for a machine."""
    return answer.status_code == 200 and not is_page(answer)


def is_refused_when_empty(client: Client, path: str) -> bool:
    """Whether the page takes a form and shows it again, with what is missing, when nothing is filled in."""
    apart = Client()
    apart.cookies = deepcopy(client.cookies)  # signing out is a form too
    with transaction.atomic():
        answer = apart.post(path, {"csrfmiddlewaretoken": "as of every form"})
        transaction.set_rollback(True)
    return answer.status_code == 422 and b"<html" in answer.content
