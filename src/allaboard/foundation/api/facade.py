"""The door for every room that offers an API."""

from allaboard.foundation.api.callers import scope
from allaboard.foundation.api.idempotency import idempotent
from allaboard.foundation.api.openapi import AllaboardAPI, is_api_call
from allaboard.foundation.api.paging import Cursor, Limit, Page, paginate
from allaboard.foundation.api.problems import problem

__all__ = [
    "AllaboardAPI",
    "Cursor",
    "Limit",
    "Page",
    "idempotent",
    "is_api_call",
    "paginate",
    "problem",
    "scope",
]
