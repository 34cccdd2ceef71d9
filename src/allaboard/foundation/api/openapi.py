"""The API object: ninja's, with our errors, our parser and every refusal in its description."""

from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI, Schema
from ninja.openapi.schema import OpenAPISchema

from allaboard.foundation.api.parsing import StrictParser
from allaboard.foundation.api.problems import answer_with_problems

REFUSALS = {
    400: "The call cannot be read",
    401: "Nobody known is calling",
    403: "Not allowed",
    404: "Not found, or not to be seen by the caller",
    409: "The idempotency key was used for another body",
    422: "Values that cannot be used, or a rule of the product that forbids it",
    429: "Too many calls; see Retry-After",
    500: "A fault here; the reference stands in our log",
}


class Problem(Schema):
    """Why a call was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str = ""
    reference: str = ""
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
            parser=StrictParser(),
        )
        answer_with_problems(self)

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """The description, with problem+json as the answer to every refused call."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"].setdefault("schemas", {})["Problem"] = Problem.model_json_schema()
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        for operations in schema["paths"].values():
            for operation in operations.values():
                for status, meaning in REFUSALS.items():
                    operation["responses"].setdefault(status, {"description": meaning, "content": content})
        return schema

    def get_openapi_operation_id(self, operation: Any) -> str:
        """A short name that tells room and verb, such as `people_list`."""
        room = operation.view_func.__module__.split(".")[-2]
        return f"{room}_{operation.view_func.__name__}"


def is_api_call(request: HttpRequest) -> bool:
    """Whether a program is to be answered, in problem+json rather than a page."""
    return request.path.startswith("/api/")
