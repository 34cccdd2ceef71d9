"""Tells Django about this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "allaboard.foundation.people"
    label = "people"

    def ready(self) -> None:
        """Say how bulk changes are taken back, and what the palette finds."""
        from allaboard.foundation.people import undoing
        from allaboard.foundation.people.today import contribution
        from allaboard.foundation.today.facade import contribute

        undoing.plug_in()
        contribute(contribution)
