"""The mail server of the story: it keeps what it takes."""

import re
from collections import Counter

from aiosmtpd.smtp import SMTP, Envelope, Session

UNKNOWN = re.compile(r"p\d*7@plant\.test")  # the server knows no mailbox that ends in 7


class Sink:
    """A mail server that keeps what it takes and refuses mailboxes it does not know."""

    def __init__(self) -> None:
        self.received: Counter[str] = Counter()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if UNKNOWN.fullmatch(address):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.update(envelope.rcpt_tos)
        return "250 ok"

    def taken(self) -> Counter[str]:
        """Mails by address since the last time, those to the imported people only."""
        mails = Counter({to: times for to, times in self.received.items() if to.endswith("@plant.test")})
        self.received.clear()
        return mails
