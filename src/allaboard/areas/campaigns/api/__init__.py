"""Campaigns for programs: the same queries and services as the pages."""

from allaboard.areas.campaigns.api import asks, calendar, steps, upkeep
from allaboard.areas.campaigns.api.campaigns import router

router.add_router("", asks.router)
router.add_router("", calendar.router)
router.add_router("", steps.router)
router.add_router("", upkeep.router)
