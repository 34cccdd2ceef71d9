"""The API object: ninja's, with our errors, our parser and every refusal in its description."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from allaboard.foundation.access.visitors import opens_by_link
from allaboard.foundation.api.idempotency import HEADER, LONGEST_KEY
from allaboard.foundation.api.parsing import StrictParser
from allaboard.foundation.api.problems import answer_with_problems

REFERENCE = "#/components/schemas/"
REFUSALS = {
    400: "The call cannot be read",
    401: "Nobody known is calling",
    403: "Not allowed",
    404: "Not found, or not to be seen by the caller",
    409: "The idempotency key was used for another body",
    413: "The body is larger than this installation takes",
    415: "The body does not say that it is JSON",
    422: "Values that cannot be used, or a rule of the product that forbids it",
    429: "Too many calls; see Retry-After",
    500: "A fault here; the reference stands in our log",
}


KEY = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "description": "A repeat with the same key and body gets the first answer, for a day",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
}


class Problem(Schema):
    """Why a call was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    reference: str = ""
    position: int | None = None
    errors: list[dict[str, Any]] = []


class AllaboardAPI(NinjaAPI):
    """One API for all rooms."""

    def __init__(self) -> None:
        super().__init__(
            title="Allaboard",
            version="1",
            description="Everything the pages do, for programs: the same rules, the same permissions.",
            urls_namespace="api",
            docs_url=None,
            openapi_url="/openapi.json",
            docs_decorator=opens_by_link,  # the description is open, and costs some work
            parser=StrictParser(),
        )
        answer_with_problems(self)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, with problem+json as the answer to every refused call."""
        prefix = self.get_root_path(path_params or {}) if path_prefix is None else path_prefix
        schema = RoomsSchema(self, prefix)
        schema["components"].setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, meaning in REFUSALS.items():
                    operation["responses"].setdefault(status, {"description": meaning, "content": content})
        return schema

    def get_openapi_operation_id(self, operation: Any) -> str:
        """A short name that tells room and verb, such as `people_list`."""
        return f"{_room_of(operation)}_{operation.view_func.__name__}"


class RoomsSchema(OpenAPISchema):
    """A description in which two rooms may both call something `Kind`; ninja would mix them up silently."""

    def operation_details(self, operation: Operation) -> dict[str, Any]:
        """The operation's description; names that mean something else in another room get the room before them."""
        known, self.schemas = self.schemas, {}
        details = super().operation_details(operation)
        own, self.schemas = self.schemas, known
        renamed = {
            f"{REFERENCE}{name}": f"{REFERENCE}{_room_of(operation)}_{name}"
            for name, schema in own.items()
            if known.get(name, schema) != schema
        }
        for name, schema in own.items():
            new_name = renamed.get(f"{REFERENCE}{name}", f"{REFERENCE}{name}").removeprefix(REFERENCE)
            known[new_name] = _with_names(schema, renamed)
        if getattr(operation, "takes_key", False):
            details["parameters"] = [*details.get("parameters", []), KEY]
        details["x-scope"] = scope_of(operation)
        changed: dict[str, Any] = _with_names(details, renamed)
        return changed


def scope_of(operation: Operation) -> str:
    """The scope that a token needs for the operation; empty where the operation finds out by itself."""
    asked = (getattr(each, "scope", None) for each in operation.auth_callbacks)
    return next((scope for scope in asked if scope), "")


def _room_of(operation: Operation) -> str:
    before_api, _, _rest = operation.view_func.__module__.partition(".api")
    return str(before_api.rpartition(".")[2])


def _with_names(part: Any, renamed: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {name: _with_names(inner, renamed) for name, inner in part.items()}
    if isinstance(part, list):
        return [_with_names(inner, renamed) for inner in part]
    return renamed.get(part, part) if isinstance(part, str) else part


def is_api_call(request: HttpRequest) -> bool:
    """Whether a program is to be answered, in problem+json rather than a page."""
    return request.path.startswith("/api/v1/")
