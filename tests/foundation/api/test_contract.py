"""Whatever is sent, no operation answers with a fault or with something it did not describe."""

import json
import re
from functools import cache

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import ignored_auth, response_schema_conformance

from allaboard.foundation.access.models import ApiToken
from allaboard.foundation.access.roles import Role
from allaboard.foundation.access.scopes import SCOPES
from allaboard.foundation.access.secrets import digest_of
from allaboard.foundation.api import callers
from allaboard.project.api import api

SECRET = "allaboard_contract"
EXAMPLES = 12
DESCRIPTION = "/api/v1/openapi.json"


@pytest.fixture
def kept_connection():
    """The connection of the test, which a real web server would close after each answer."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def described(db, kept_connection, monkeypatch):
    monkeypatch.setattr(callers, "CALLS_A_MINUTE", 1_000_000)
    ApiToken.objects.create(
        name="Contract",
        digest=digest_of(SECRET),
        hint="test",
        scopes=list(SCOPES),
        roles=[Role.HR_LEADER, Role.HR_GENERALIST, Role.ADMIN, Role.COMMUNICATIONS],
    )
    return description()


@cache
def description():
    """The description as the product gives it; read once, because that takes longer than asking most operations."""
    return schemathesis.openapi.from_wsgi(DESCRIPTION, get_wsgi_application())


OPERATIONS = [
    (path, method) for path, operations in api.get_openapi_schema()["paths"].items() for method in operations
]
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
    derandomize=True,
    database=None,
)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_with_a_token_of_hr_and_administration(described, path, method):
    @bounded
    @given(case=described[path][method].as_strategy())
    def ask(case):
        case.call_and_validate(
            # The tool reads bodies as they come, without unpacking them.
            headers={"Authorization": f"Bearer {SECRET}", "Accept-Encoding": "identity"},
            checks=[not_a_server_error, response_schema_conformance, ignored_auth],
        )

    ask()


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_without_a_token(described, path, method):
    @settings(bounded, max_examples=3)
    @given(case=described[path][method].as_strategy())
    def ask(case):
        response = case.call()

        assert response.status_code in {400, 401, 404, 405}
        assert "problem+json" in response.headers["content-type"][0]
        assert "items" not in json.loads(response.content)

    ask()


def test_every_post_says_that_it_takes_a_key_but_for_the_one_that_changes_nothing():
    without_key = {
        path
        for path, operations in api.get_openapi_schema()["paths"].items()
        if "post" in operations
        and "Idempotency-Key" not in {each["name"] for each in operations["post"].get("parameters", [])}
    }

    assert without_key == {"/api/v1/segments/count"}


def test_rooms_may_use_the_same_name_for_different_things():
    schema = api.get_openapi_schema()
    known = schema["components"]["schemas"]
    paths = schema["paths"]

    def kinds(path):
        body = paths[path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        kind = known[body["$ref"].rsplit("/", 1)[1]]["properties"]["kind"]
        return known[kind["$ref"].rsplit("/", 1)[1]]["enum"]

    assert "message" in kinds("/api/v1/touchpoints")
    assert "brief_sent" in kinds("/api/v1/initiatives/{pk}/leaders/{leader_pk}/evidence")


def test_every_operation_names_its_scope_but_for_taking_back():
    without = {
        path
        for path, operations in api.get_openapi_schema()["paths"].items()
        for operation in operations.values()
        if operation["x-scope"] not in SCOPES
    }

    assert without == {"/api/v1/undo", "/api/v1/undo/{pk}"}


def test_no_operation_answers_a_token_that_holds_every_scope_but_its_own(described, client):
    answered = set()
    for path, operations in api.get_openapi_schema()["paths"].items():
        for method, operation in operations.items():
            room, right = operation["x-scope"].partition(":")[::2]
            too_little = [
                held
                for held in SCOPES
                if held != f"{room}:write" and not (right == "read" and held == f"{room}:read")
            ]
            ApiToken.objects.update(scopes=too_little)
            address = re.sub(r"\{[^}]*\}", "1", path)
            answer = getattr(client, method)(address, headers={"Authorization": f"Bearer {SECRET}"})
            if right and answer.status_code != 403:
                answered.add((method, path, answer.status_code))

    assert answered == set()
