"""Django's mail (sign-in codes, password resets) through our own way out."""

import logging
from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.delivery.channels.configured import mail_server
from allaboard.foundation.delivery.channels.smtp.dialogue import MailServerError
from allaboard.foundation.delivery.channels.smtp.server import MailServer
from allaboard.foundation.delivery.channels.smtp.single import RecipientRefused, send_now
from allaboard.foundation.delivery.composing.headers import envelope_address
from allaboard.foundation.delivery.composing.mime import sender_from
from allaboard.foundation.delivery.models import OutboxMail

log = logging.getLogger(__name__)


class DeliveryBackend(BaseEmailBackend):
    """Sends at once by SMTP, or writes into the outbox on the screen while no mail server is set up."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send the mails and return how many went out.

        Raises:
            RuleBroken: the mail server does not take a mail now; says so to the person who waits for it.
        """
        server = mail_server()
        if server is None:
            for mail in email_messages:
                _into_outbox(mail)
            return len(email_messages)
        return sum(self._sent(server, mail) for mail in email_messages)

    def _sent(self, server: MailServer, mail: EmailMessage) -> bool:
        recipients = [address for address in map(envelope_address, mail.recipients()) if address]
        if not recipients:
            return False
        sender = sender_from(mail.from_email or settings.DEFAULT_FROM_EMAIL).address
        try:
            send_now(server, sender, recipients, mail.message().as_bytes())
        except RecipientRefused as refusal:
            # Whoever asks for a code or a new password must not learn here whether there is such a mailbox.
            log.warning("A mail was not taken: %s", refusal)
            return False
        except MailServerError as error:
            log.warning("A mail could not be sent: %s", error)
            if not self.fail_silently:
                raise RuleBroken(
                    _(
                        "The e-mail could not be sent just now. Try again in a few minutes. If it stays so, tell whoever looks after Allaboard."
                    )
                ) from error
            return False
        return True


def _into_outbox(mail: EmailMessage) -> None:
    html = ""
    if isinstance(mail, EmailMultiAlternatives):
        html = next((str(content) for content, kind in mail.alternatives if kind == "text/html"), "")
    for recipient in mail.recipients():
        OutboxMail.objects.create(to=recipient, subject=mail.subject[:500], text=str(mail.body), html=html)
