"""Tells Django about this room."""

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    name = "allaboard.foundation.segments"
    label = "segments"
