"""Tells Django about this room."""

from django.apps import AppConfig


class SavedviewsConfig(AppConfig):
    name = "allaboard.foundation.savedviews"
    label = "savedviews"
