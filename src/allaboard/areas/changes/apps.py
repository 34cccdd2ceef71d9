"""Tells Django about this room."""

from django.apps import AppConfig


class ChangesConfig(AppConfig):
    name = "allaboard.areas.changes"
    label = "changes"

    def ready(self) -> None:
        """Answer for the last step of the ribbon and for themes, and put cards on Today and Home."""
        from allaboard.areas.changes import loop, today, undoing
        from allaboard.areas.changes.queries.changes import themes_told
        from allaboard.areas.initiatives.facade import register_step
        from allaboard.areas.listening.facade import register_told
        from allaboard.foundation.today.facade import contribute

        register_step("told", loop.told, many=loop.told_many)
        register_told(themes_told)
        contribute(today.CONTRIBUTION)
        undoing.plug_in()
