"""Address of the API's description for people."""

from django.urls import path

from allaboard.foundation.api import views

app_name = "api_description"
urlpatterns = [path("", views.description, name="page")]
