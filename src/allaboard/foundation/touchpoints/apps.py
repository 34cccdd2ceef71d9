"""Tells Django about this room."""

from django.apps import AppConfig


class TouchpointsConfig(AppConfig):
    name = "allaboard.foundation.touchpoints"
    label = "touchpoints"

    def ready(self) -> None:
        from allaboard.foundation.touchpoints import today

        today.contribute_touchpoints()
