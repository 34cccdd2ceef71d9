"""Tells Django about this room."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "allaboard.foundation.jobs"
    label = "jobs"
