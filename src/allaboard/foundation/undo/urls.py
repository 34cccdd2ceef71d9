"""Addresses of undo."""

from django.urls import path

from allaboard.foundation.undo import views

app_name = "undo"
urlpatterns = [path("<int:pk>/", views.take_back, name="take_back")]
