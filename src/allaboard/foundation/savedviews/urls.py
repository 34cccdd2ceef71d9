"""Addresses of saved views."""

from django.urls import path

from allaboard.foundation.savedviews import views

app_name = "savedviews"
urlpatterns = [path("keep/", views.keep, name="keep"), path("<int:pk>/forget/", views.forget, name="forget")]
