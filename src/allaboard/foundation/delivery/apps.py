"""Tells Django about this room."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "allaboard.foundation.delivery"
    label = "delivery"
