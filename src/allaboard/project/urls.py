"""Addresses: each room brings its own."""

from django.urls import include, path

from allaboard.project import api, views
from allaboard.project.refusals import views as refusals
from allaboard.project.sample import views as sample

ROOMS = {
    "": "allaboard.foundation.today",
    "people/": "allaboard.foundation.people",
    "segments/": "allaboard.foundation.segments",
    "contacts/": "allaboard.foundation.touchpoints",
    "access/": "allaboard.foundation.access",
    "audit/": "allaboard.foundation.audit",
    "delivery/": "allaboard.foundation.delivery",
    "jobs/": "allaboard.foundation.jobs",
    "views/": "allaboard.foundation.savedviews",
    "undo/": "allaboard.foundation.undo",
    "api/docs/": "allaboard.foundation.api",
    "listen/": "allaboard.areas.listening",
    "initiatives/": "allaboard.areas.initiatives",
    "campaigns/": "allaboard.areas.campaigns",
    "changes/": "allaboard.areas.changes",
}

# Accounts and their addresses come from the directory: nobody signs up or changes them here.
CLOSED = ("account/signup/", "account/email/", "account/confirm-email/", "account/inactive/")

urlpatterns = [
    path("health/", views.health, name="health"),
    path("sample/", sample.remove, name="sample"),
    path("sample/removal/", sample.removal, name="sample_removal"),
    path("ui/", views.catalogue, name="catalogue"),
    *(path(route, refusals.closed) for route in CLOSED),
    path("account/confirm-email/<str:key>/", refusals.closed),
    path("account/", include("allauth.urls")),
    path("api/v1/", api.api.urls),
    *(path(prefix, include(f"{room}.urls")) for prefix, room in ROOMS.items()),
]

handler400 = "allaboard.project.refusals.views.not_readable"
handler403 = "allaboard.project.refusals.views.not_allowed"
handler404 = "allaboard.project.refusals.views.not_found"
handler429 = "allaboard.project.refusals.views.too_many_tries"
handler500 = "allaboard.project.refusals.views.fault"
