"""Tells Django about this room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "allaboard.ui"
    label = "ui"
