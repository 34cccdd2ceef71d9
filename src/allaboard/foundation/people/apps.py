"""Tells Django about this room."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "allaboard.foundation.people"
    label = "people"
