"""Tells Django about this room."""

from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "allaboard.foundation.today"
    label = "today"
