"""E-mail by SMTP: persistent, pipelined connections; every mail ends in exactly one outcome."""

from allaboard.foundation.delivery.channels.smtp.channel import SmtpChannel
from allaboard.foundation.delivery.channels.smtp.server import MailServer, server_from

__all__ = ["MailServer", "SmtpChannel", "server_from"]
