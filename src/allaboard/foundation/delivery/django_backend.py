"""Django's mail (sign-in codes, password resets) through our own way out."""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from allaboard.foundation.delivery.models import OutboxMail


class DeliveryBackend(BaseEmailBackend):
    """Sends at once by SMTP, or writes into the outbox on the screen while no mail server is set up."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Send the mails and return how many went out."""
        for mail in email_messages:
            _into_outbox(mail)
        return len(email_messages)


def _into_outbox(mail: EmailMessage) -> None:
    html = ""
    if isinstance(mail, EmailMultiAlternatives):
        html = next((str(content) for content, kind in mail.alternatives if kind == "text/html"), "")
    for recipient in mail.recipients():
        OutboxMail.objects.create(to=recipient, subject=mail.subject[:500], text=str(mail.body), html=html)
