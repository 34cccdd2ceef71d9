"""Pages by keyset: the cursor says after which row the next page begins, so rows are never skipped or repeated."""

import json
from typing import Annotated, Any, Generic, TypeVar

from django.core import signing
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model, Q, QuerySet
from ninja import Query, Schema
from pydantic import ConfigDict

from allaboard.errors import RuleBroken

M = TypeVar("M", bound=Model)
T = TypeVar("T")
SALT = "api cursor"
LARGEST_PAGE = 200
Cursor = Annotated[
    str, Query("", description="`next` of the page before; empty for the first page", max_length=2000)
]
Limit = Annotated[int, Query(50, description="Rows on a page", ge=1, le=LARGEST_PAGE)]


class Page(Schema, Generic[T]):
    """Some rows, and the cursor of the page after them; an empty cursor ends the list."""

    # Lets `Page[Person]`, a page of database rows, be named as what a function gives back.
    model_config = ConfigDict(arbitrary_types_allowed=True)

    items: list[T]
    next: str = ""


class _PlainJson(signing.JSONSerializer):
    def dumps(self, obj: object) -> bytes:
        # str keeps the microseconds that Django's own encoder cuts off.
        return json.dumps(obj, default=str, separators=(",", ":")).encode()


def paginate(queryset: QuerySet[M], cursor: str = "", limit: int = 50, order: str = "pk") -> Page[Any]:
    """One page of the queryset, ordered by a field that is never null (`-` before it: descending), then by key.

    Raises:
        RuleBroken: the cursor was not made by this list, or the page would be too large.
    """
    if not 1 <= limit <= LARGEST_PAGE:
        raise RuleBroken(f"A page has 1 to {LARGEST_PAGE} rows.")
    field, sign = order.lstrip("-"), "-" if order.startswith("-") else ""
    rows = queryset.order_by(order) if field == "pk" else queryset.order_by(order, f"{sign}pk")
    if cursor:
        rows = rows.filter(_after(queryset, cursor, order))
    found = list(rows[: limit + 1])
    more = len(found) > limit
    return Page(items=found[:limit], next=_cursor(found[limit - 1], order) if more else "")


def _cursor(row: Model, order: str) -> str:
    value, made_for = getattr(row, order.lstrip("-")), [row._meta.label, order]
    return signing.dumps([made_for, value, row.pk], salt=SALT, serializer=_PlainJson, compress=True)


def _after(queryset: QuerySet[M], cursor: str, order: str) -> Q:
    field, side = order.lstrip("-"), "lt" if order.startswith("-") else "gt"
    try:
        made_for, value, key = signing.loads(cursor, salt=SALT)
    except (signing.BadSignature, ValueError) as error:
        raise RuleBroken("This cursor is not one of ours. Begin without one.") from error
    if made_for != [queryset.model._meta.label, order]:
        raise RuleBroken("This cursor belongs to another list, or to another order. Begin without one.")
    if field == "pk":
        return Q(**{f"pk__{side}": key})
    value = _as_stored(queryset, field, value)
    return Q(**{f"{field}__{side}": value}) | Q(**{field: value, f"pk__{side}": key})


def _as_stored(queryset: QuerySet[M], field: str, value: object) -> object:
    try:
        return queryset.model._meta.get_field(field).to_python(value)  # type: ignore[union-attr]
    except (FieldDoesNotExist, ValidationError):
        return value
