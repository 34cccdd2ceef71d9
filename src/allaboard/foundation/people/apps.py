"""Tells Django about this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "allaboard.foundation.people"
    label = "people"

    def ready(self) -> None:
        """Say how bulk changes are taken back, and what the palette finds."""
        from allaboard.foundation.people.today import contribution
        from allaboard.foundation.people.views import UNDO_PARTNERS, take_back_partners
        from allaboard.foundation.today.facade import contribute
        from allaboard.foundation.undo.facade import register

        register(UNDO_PARTNERS, take_back_partners)
        contribute(contribution)
