"""Tells Django about this room."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "allaboard.areas.changes"
    label = "changes"
