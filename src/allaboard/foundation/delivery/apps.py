"""Tells Django about this room."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "allaboard.foundation.delivery"
    label = "delivery"

    def ready(self) -> None:
        """Put the room's cards on Today, and let undo find its way back."""
        from allaboard.foundation.delivery import undoing
        from allaboard.foundation.delivery.today import CONTRIBUTION
        from allaboard.foundation.today.facade import contribute

        contribute(CONTRIBUTION)
        undoing.plug_in()
