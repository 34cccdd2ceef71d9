"""The mail server that this installation was given."""

from urllib.parse import urlsplit

from django.conf import settings

from allaboard.foundation.delivery.channels.smtp.server import MailServer, server_from


def mail_server() -> MailServer | None:
    """The configured server; None while e-mail goes to the outbox on the screen."""
    if not settings.SMTP_URL:
        return None
    return server_from(settings.SMTP_URL, urlsplit(settings.PUBLIC_URL).hostname or "localhost")
