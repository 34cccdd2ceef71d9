"""Tells Django about this room."""

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    name = "allaboard.foundation.segments"
    label = "segments"

    def ready(self) -> None:
        from allaboard.foundation.segments import today, undoing

        undoing.plug_in()
        today.contribute_segments()
