"""Tells Django about this room."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "allaboard.areas.changes"
    label = "changes"

    def ready(self) -> None:
        """Answer for the last step of the ribbon, and put cards on Today and Home."""
        from allaboard.areas.changes import loop, today, undoing
        from allaboard.areas.initiatives.facade import register_step
        from allaboard.foundation.today.facade import contribute

        register_step("told", loop.told, many=loop.told_many)
        contribute(today.CONTRIBUTION)
        undoing.plug_in()
