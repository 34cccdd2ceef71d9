"""Delivery for programs."""

from allaboard.foundation.delivery.api import addresses
from allaboard.foundation.delivery.api.messages import router

router.add_router("", addresses.router)
