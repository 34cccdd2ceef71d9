"""Reads bodies and addresses, and refuses what no database or file could hold."""

import json
from math import isinf
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.errors import HttpError
from ninja.parser import Parser


class StrictParser(Parser):
    """JSON without NUL characters, lone surrogates, NaN or infinite numbers, so that none becomes a fault later."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The body as plain values.

        Raises:
            HttpError: 415 for a body that does not say it is JSON, 400 for one that cannot be read.
        """
        if request.content_type != "application/json":
            raise HttpError(415, "Send the body as Content-Type: application/json.")
        try:
            body: dict[str, Any] = json.loads(
                request.body, parse_constant=_refuse_constant, parse_float=_finite
            )
            require_storable(body)
        except (ValueError, RecursionError) as error:
            raise HttpError(400, "The body is not JSON that can be read.") from error
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """The values of the address or a form."""
        try:
            require_storable([data.getlist(name) for name in data])
        except ValueError as error:
            raise HttpError(400, str(error)) from error
        return super().parse_querydict(data, list_fields, request)


def require_storable(value: object) -> None:
    """Raise ValueError for text that PostgreSQL cannot keep, anywhere inside the value."""
    if isinstance(value, str):
        if "\x00" in value:
            raise ValueError("A value holds a NUL character.")
        value.encode()  # lone surrogates raise UnicodeEncodeError, which is a ValueError
    elif isinstance(value, dict):
        for name, inner in value.items():
            require_storable(name)
            require_storable(inner)
    elif isinstance(value, list):
        for inner in value:
            require_storable(inner)


def _finite(digits: str) -> float:
    number = float(digits)
    if isinf(number):
        raise ValueError(f"{digits} is too large a number")
    return number


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
