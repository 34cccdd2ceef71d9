"""Tells Django about this room."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "allaboard.foundation.access"
    label = "access"
