"""Addresses of delivery."""

from django.urls import path

from allaboard.foundation.delivery import views

app_name = "delivery"
urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<int:pk>/", views.message, name="message"),
    path("inbox/<int:pk>/act/", views.act, name="act"),
    path("preferences/", views.preferences, name="preferences"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<int:pk>/", views.outbox_mail, name="outbox_mail"),
    path("outbox/<int:pk>/html/", views.outbox_html, name="outbox_html"),
    path("addresses/", views.addresses, name="addresses"),
    path("addresses/lift/", views.lift_addresses, name="lift_addresses"),
]
