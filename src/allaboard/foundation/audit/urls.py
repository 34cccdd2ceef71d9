"""Addresses of the audit trail."""

from django.urls import path

from allaboard.foundation.audit import views

app_name = "audit"
urlpatterns = [path("", views.trail, name="trail")]
