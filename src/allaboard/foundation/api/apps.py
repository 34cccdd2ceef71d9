"""Tells Django about this room."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "allaboard.foundation.api"
    label = "api"
