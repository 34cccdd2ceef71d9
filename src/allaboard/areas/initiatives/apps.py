"""Tells Django about this room."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "allaboard.areas.initiatives"
    label = "initiatives"
