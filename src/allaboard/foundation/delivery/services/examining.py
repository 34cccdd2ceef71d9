"""Whether mail would leave this installation."""

from django.conf import settings

from allaboard.foundation.delivery.channels.configured import mail_server
from allaboard.foundation.delivery.channels.smtp.dialogue import MailServerError
from allaboard.foundation.delivery.channels.smtp.single import greeted
from allaboard.foundation.delivery.composing.mime import sender_from


def examine_mail_server() -> str:
    """Connect to the mail server as a sender does, sign-in and sender included, and say how; empty when there is none.

    Raises:
        MailServerError: it does not work; the message says why and `remedy` what to do.
    """
    try:
        server = mail_server()
    except ValueError as error:
        raise MailServerError(str(error), "Mend ALLABOARD_SMTP_URL.") from error
    return greeted(server, sender_from(settings.DEFAULT_FROM_EMAIL).address) if server else ""
