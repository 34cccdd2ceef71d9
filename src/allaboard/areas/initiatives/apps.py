"""Tells Django about this room."""

from django.apps import AppConfig


class InitiativesConfig(AppConfig):
    name = "allaboard.areas.initiatives"
    label = "initiatives"

    def ready(self) -> None:
        """Answer for the steps that an initiative knows by itself, and put cards on Today."""
        from allaboard.areas.initiatives import loop, today, undoing
        from allaboard.areas.initiatives.queries.loop import bought_in, decided, listened
        from allaboard.foundation.today.facade import contribute

        loop.register_own_step("listened", listened)
        loop.register_own_step("decided", decided)
        loop.register_own_step("bought_in", bought_in)
        contribute(today.CONTRIBUTION)
        undoing.plug_in()
