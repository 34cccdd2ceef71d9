"""Tells Django about this room."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "allaboard.areas.listening"
    label = "listening"
