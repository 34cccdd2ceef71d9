"""Initiatives for programs: the same queries and services as the pages."""

from allaboard.areas.initiatives.api import asks, cases, leaders, standing
from allaboard.areas.initiatives.api.initiatives import router

for part in (cases, asks, leaders, standing):
    router.add_router("", part.router)
