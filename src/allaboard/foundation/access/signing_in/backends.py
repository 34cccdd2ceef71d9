"""Who may come in, and with what a session brings its user back."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser

from allaboard.foundation.access.models import User
from allaboard.foundation.access.queries import user_who_may_act


class DirectoryBackend(AuthenticationBackend):  # type: ignore[misc]
    """Lets in users who are switched on and, if in the directory, still work here.

    Asked at every request, so ending someone's access ends all their sessions with the next click.
    """

    def get_user(self, user_id: int) -> User | None:
        """The user of a session with roles and person, in one query."""
        return user_who_may_act(user_id)

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        """Whether the user may sign in at all."""
        return user_who_may_act(user.pk) is not None
