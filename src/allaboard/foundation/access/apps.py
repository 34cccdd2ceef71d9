"""Tells Django about this room."""

from django.apps import AppConfig
from django.db.models.signals import post_init, pre_save


class AccessConfig(AppConfig):
    name = "allaboard.foundation.access"
    label = "access"

    def ready(self) -> None:
        """Bind the secrets of second steps, whose rows are the library's, to their users; note what users change of them;
        say how bulk changes are taken back.
        """
        from allauth.mfa.models import Authenticator

        from allaboard.foundation.access import undoing
        from allaboard.foundation.access.signing_in import second_steps, trail

        post_init.connect(second_steps.know_owner, sender=Authenticator)
        pre_save.connect(second_steps.bind_to_owner, sender=Authenticator)
        trail.plug_in()
        undoing.plug_in()
