"""The door for every room that offers an API."""

from allaboard.foundation.api.callers import known_caller, scope
from allaboard.foundation.api.filled import filled
from allaboard.foundation.api.idempotency import idempotent
from allaboard.foundation.api.openapi import AllaboardAPI, is_api_call
from allaboard.foundation.api.paging import Cursor, Limit, Page, paginate
from allaboard.foundation.api.problems import fault_problem, log_fault, problem, route_of
from allaboard.foundation.api.references import current_reference, new_reference

__all__ = [
    "AllaboardAPI",
    "Cursor",
    "Limit",
    "Page",
    "current_reference",
    "fault_problem",
    "filled",
    "idempotent",
    "is_api_call",
    "known_caller",
    "log_fault",
    "new_reference",
    "paginate",
    "problem",
    "route_of",
    "scope",
]
