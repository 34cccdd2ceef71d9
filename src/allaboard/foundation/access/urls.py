"""Addresses of access."""

from django.urls import path

from allaboard.foundation.access.views import account, tokens, users

app_name = "access"
urlpatterns = [
    path("link/<str:secret>/", account.sign_in_link, name="sign_in_link"),
    path("account/", account.account, name="account"),
    path("tokens/", tokens.my_tokens, name="my_tokens"),
    path("tokens/revoke/", tokens.revoke_mine, name="revoke_mine"),
    path("service-tokens/", tokens.service_tokens, name="service_tokens"),
    path("service-tokens/revoke/", tokens.revoke_of_programs, name="revoke_of_programs"),
    path("users/", users.users, name="users"),
    path("users/add/", users.add_user, name="add_user"),
    path("users/role/", users.set_role, name="set_role"),
    path("users/end-access/", users.end_access, name="end_access"),
    path("users/emails/", users.take_emails, name="take_emails"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/second-step/forget/", users.forget_second_step, name="forget_second_step"),
    path("users/<int:pk>/sign-out/", users.sign_out, name="sign_out"),
    path("users/<int:pk>/switch/", users.switch_user, name="switch_user"),
]
