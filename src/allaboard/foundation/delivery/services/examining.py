"""Whether mail would leave this installation."""

from allaboard.foundation.delivery.channels.configured import mail_server
from allaboard.foundation.delivery.channels.smtp.dialogue import MailServerError
from allaboard.foundation.delivery.channels.smtp.single import greeted


def examine_mail_server() -> str:
    """Connect to the mail server as a sender does, sign-in included, and say how; empty when there is none.

    Raises:
        MailServerError: it does not work; the message says why and `remedy` what to do.
    """
    try:
        server = mail_server()
    except ValueError as error:
        raise MailServerError(str(error), "Mend ALLABOARD_SMTP_URL.") from error
    return greeted(server) if server else ""
