"""Tells Django about this room."""

from django.apps import AppConfig


class UndoConfig(AppConfig):
    name = "allaboard.foundation.undo"
    label = "undo"
