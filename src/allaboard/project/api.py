"""The API: every room's router under one address."""

from importlib import import_module

from allaboard.foundation.api.facade import AllaboardAPI

api = AllaboardAPI()

ROUTERS = {
    "people": "allaboard.foundation.people",
    "segments": "allaboard.foundation.segments",
    "access": "allaboard.foundation.access",
    "audit": "allaboard.foundation.audit",
    "touchpoints": "allaboard.foundation.touchpoints",
    "delivery": "allaboard.foundation.delivery",
    "surveys": "allaboard.areas.listening",
    "initiatives": "allaboard.areas.initiatives",
    "campaigns": "allaboard.areas.campaigns",
    "changes": "allaboard.areas.changes",
    "views": "allaboard.foundation.savedviews",
    "undo": "allaboard.foundation.undo",
    "jobs": "allaboard.foundation.jobs",
}

for name, room in ROUTERS.items():
    api.add_router(f"/{name}", import_module(f"{room}.api").router, tags=[name])
