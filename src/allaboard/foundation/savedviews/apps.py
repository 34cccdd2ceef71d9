"""Tells Django about this room."""

from django.apps import AppConfig


class SavedviewsConfig(AppConfig):
    name = "allaboard.foundation.savedviews"
    label = "savedviews"

    def ready(self) -> None:
        """Let undo find its way back."""
        from allaboard.foundation.savedviews import undoing

        undoing.plug_in()
