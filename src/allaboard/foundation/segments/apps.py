"""Tells Django about this room."""

from django.apps import AppConfig


class SegmentsConfig(AppConfig):
    name = "allaboard.foundation.segments"
    label = "segments"

    def ready(self) -> None:
        from allaboard.foundation.segments import today
        from allaboard.foundation.segments.services import undo_archive, undo_change
        from allaboard.foundation.undo.facade import register

        register("segment.archive", undo_archive)
        register("segment.change", undo_change)
        today.contribute_segments()
