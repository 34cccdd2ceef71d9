"""Tells Django about this room."""

from django.apps import AppConfig


class SavedviewsConfig(AppConfig):
    name = "allaboard.foundation.savedviews"
    label = "savedviews"

    def ready(self) -> None:
        from allaboard.foundation.savedviews.views import FORGOTTEN, remember
        from allaboard.foundation.undo.facade import register

        register(FORGOTTEN, remember)
