"""Reads the OpenAPI description for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation as a reader needs it."""

    method: str
    path: str
    summary: str
    scope: str  # that a token needs
    parameters: tuple[str, ...]
    body: tuple[str, ...]


def rooms_of(schema: Mapping[str, Any]) -> dict[str, list[Operation]]:
    """The operations by room, in the order of the description."""
    rooms: dict[str, list[Operation]] = {}
    for path, operations in schema["paths"].items():
        for method, details in operations.items():
            room = details.get("tags", ["api"])[0]
            rooms.setdefault(room, []).append(
                _operation(method, path, details, schema["components"]["schemas"])
            )
    return rooms


def _operation(method: str, path: str, details: Mapping[str, Any], known: Mapping[str, Any]) -> Operation:
    content = details.get("requestBody", {}).get("content", {})
    body: Mapping[str, Any] = next((given["schema"] for given in content.values()), {})
    body = known.get(body.get("$ref", "").rsplit("/", 1)[-1], body)
    return Operation(
        method=method.upper(),
        path=path,
        summary=details.get("description") or details.get("summary", ""),
        scope=details.get("x-scope", ""),
        parameters=tuple(parameter["name"] for parameter in details.get("parameters", ())),
        body=tuple(body.get("properties", {})),
    )
