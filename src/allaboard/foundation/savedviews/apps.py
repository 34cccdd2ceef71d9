"""Tells Django about this room."""

from django.apps import AppConfig


class SavedviewsConfig(AppConfig):
    name = "allaboard.foundation.savedviews"
    label = "savedviews"

    def ready(self) -> None:
        """Let undo find its way back."""
        from allaboard.foundation.savedviews.services import bring_back
        from allaboard.foundation.savedviews.views import FORGOTTEN
        from allaboard.foundation.undo.facade import register

        register(FORGOTTEN, bring_back)
