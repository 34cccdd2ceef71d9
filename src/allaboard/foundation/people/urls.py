"""Addresses of the directory."""

from django.urls import path

from allaboard.foundation.people import views
from allaboard.foundation.people.importing import views as import_views

app_name = "people"
urlpatterns = [
    path("", views.people_list, name="list"),
    path("new/", views.add, name="add"),
    path("hr-partner/", views.set_partner, name="set_partner"),
    path("organisation/", views.tree, name="tree"),
    path("organisation/<int:pk>/", views.tree, name="branch"),
    path("imports/", import_views.imports, name="imports"),
    path("imports/new/", import_views.import_new, name="import_new"),
    path("imports/<int:pk>/", import_views.import_run, name="import_run"),
    path("imports/<int:pk>/columns/", import_views.import_columns, name="import_columns"),
    path("imports/<int:pk>/check/", import_views.import_check, name="import_check"),
    path("imports/<int:pk>/apply/", import_views.import_apply, name="import_apply"),
    path("imports/<int:pk>/undo/", import_views.import_undo, name="import_undo"),
    path("imports/<int:pk>/discard/", import_views.import_discard, name="import_discard"),
    path("imports/<int:pk>/rows-to-mend.csv", import_views.import_bad_rows, name="import_bad_rows"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/change/", views.edit, name="edit"),
    path("<int:pk>/protected/", views.protected, name="protected"),
    path("<int:pk>/protected/seal/", views.protect, name="protect"),
]
