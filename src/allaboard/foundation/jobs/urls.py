"""Addresses of jobs."""

from django.urls import path

from allaboard.foundation.jobs import views

app_name = "jobs"
urlpatterns = [path("<int:pk>/", views.progress, name="progress")]
