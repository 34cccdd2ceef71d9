"""Tells Django about this room."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    name = "allaboard.project"
    label = "project"

    def ready(self) -> None:
        """Put what the whole product knows where people see it."""
        from allaboard.project import first_steps

        first_steps.plug_in()
