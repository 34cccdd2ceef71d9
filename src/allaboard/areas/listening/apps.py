"""Tells Django about this room."""

from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "allaboard.areas.listening"
    label = "listening"

    def ready(self) -> None:
        from allaboard.areas.initiatives.facade import register_step
        from allaboard.areas.listening import ribbon, today, undoing
        from allaboard.areas.listening.queries.uses import uses_of_segment
        from allaboard.foundation.segments.facade import register_uses
        from allaboard.foundation.today.facade import contribute

        contribute(today.CONTRIBUTION)
        undoing.plug_in()
        register_step("listened", ribbon.listened, ribbon.listened_many)
        register_uses(uses_of_segment)
