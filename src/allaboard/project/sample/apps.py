"""Tells Django about this room."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "allaboard.project.sample"
    label = "sample"
