"""Tells Django about this room."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "allaboard.project"
    label = "project"
