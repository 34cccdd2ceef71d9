"""Addresses of the ledger."""

from django.urls import path

from allaboard.foundation.touchpoints import views

app_name = "touchpoints"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("people/<int:pk>/", views.person, name="person"),
    path("people/<int:pk>/erase/", views.erase, name="erase"),
    path("attention/", views.attention, name="attention"),
    path("met/", views.coverage, name="coverage"),
]
