"""Addresses of what each role sees first."""

from django.urls import path

from allaboard.foundation.today import views

app_name = "today"
urlpatterns = [
    path("", views.page, name="page"),
    path("impact/", views.impact, name="impact"),
    path("my-people/", views.my_people, name="my_people"),
    path("search/", views.search, name="search"),
    path("keys/", views.keys, name="keys"),
]
