"""Tells Django about this room, and plugs it into the loop, Today and undo."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "allaboard.areas.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        from allaboard.areas.campaigns import following, loop, today, undoing

        following.plug_in()
        loop.plug_in()
        today.plug_in()
        undoing.plug_in()
