"""Addresses of segments."""

from django.urls import path

from allaboard.foundation.segments import views

app_name = "segments"
urlpatterns = [
    path("", views.list_page, name="list"),
    path("new/", views.new, name="new"),
    path("complete/", views.complete, name="complete"),
    path("archive/", views.archive_chosen, name="archive_chosen"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/duplicate/", views.duplicate, name="duplicate"),
    path("<int:pk>/archive/", views.archive, name="archive"),
    path("<int:pk>/restore/", views.restore, name="restore"),
]
