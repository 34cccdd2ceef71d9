"""Initiatives for programs: the same queries and services as the pages."""

from allaboard.areas.initiatives.api import leaders
from allaboard.areas.initiatives.api.initiatives import router

router.add_router("", leaders.router)
