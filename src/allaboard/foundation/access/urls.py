"""Addresses of access."""

from django.urls import path

from allaboard.foundation.access import views

app_name = "access"
urlpatterns = [
    path("link/<str:secret>/", views.sign_in_link, name="sign_in_link"),
    path("account/", views.account, name="account"),
    path("tokens/", views.my_tokens, name="my_tokens"),
    path("tokens/revoke/", views.revoke_mine, name="revoke_mine"),
    path("service-tokens/", views.service_tokens, name="service_tokens"),
    path("service-tokens/revoke/", views.revoke_of_programs, name="revoke_of_programs"),
    path("users/", views.users, name="users"),
    path("users/add/", views.add_user, name="add_user"),
    path("users/<int:pk>/", views.user, name="user"),
    path("users/<int:pk>/second-step/forget/", views.forget_second_step, name="forget_second_step"),
    path("users/<int:pk>/switch/", views.switch_user, name="switch_user"),
]
