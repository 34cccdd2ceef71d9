"""Addresses of changes."""

from django.urls import path

from allaboard.areas.changes import views

app_name = "changes"

urlpatterns = [
    path("", views.list_page, name="list"),
    path("write/", views.write, name="write"),
    path("delete/", views.delete_chosen, name="delete_chosen"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/preview/", views.preview, name="preview"),
    path("<int:pk>/publish/", views.publish, name="publish"),
    path("<int:pk>/correct/", views.correct, name="correct"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/delete/", views.delete, name="delete"),
]
