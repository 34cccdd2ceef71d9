"""Tells Django about this room."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "allaboard.areas.campaigns"
    label = "campaigns"
