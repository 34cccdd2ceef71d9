"""Tells Django about this room."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "allaboard.foundation.files"
    label = "files"
