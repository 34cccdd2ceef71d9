"""Reads a mail server's notice that something could not be delivered (RFC 3464)."""

import re
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import compat32

from allaboard.errors import RuleBroken
from allaboard.foundation.delivery.composing.headers import envelope_address
from allaboard.foundation.delivery.rules import closes_address

MESSAGE_ID = re.compile(rb"<(\d{1,18})\.(\d{1,18})@[^>]+>")


@dataclass(frozen=True, slots=True)
class Bounce:
    """One address that a notice is about."""

    address: str
    action: str  # failed | delayed | delivered | relayed | expanded
    status: str  # such as 5.1.1
    reason: str
    sending_id: int | None = None
    person_id: int | None = None

    @property
    def is_for_good(self) -> bool:
        """Whether the mail will not arrive later either."""
        return self.action == "failed" and self.status.startswith("5.")

    @property
    def closes_address(self) -> bool:
        """Whether no other mail will arrive there either."""
        return self.is_for_good and closes_address(self.status)


def bounces_in(mail: bytes) -> list[Bounce]:
    """The addresses a notice is about.

    Raises:
        RuleBroken: the mail is no delivery notice.
    """
    parsed = message_from_bytes(mail, policy=compat32)
    status = next(
        (part for part in parsed.walk() if part.get_content_type() == "message/delivery-status"), None
    )
    if parsed.get_content_type() != "multipart/report" or status is None:
        raise RuleBroken("This mail is no delivery notice (multipart/report).")
    sending_id, person_id = _original(parsed)
    groups = [group for group in status.get_payload() if isinstance(group, Message)]
    return [
        Bounce(
            address=address,
            action=str(group.get("Action", "")).strip().lower(),
            status=str(group.get("Status", "")).split(" ")[0].strip(),
            reason=" ".join(str(group.get("Diagnostic-Code", "")).partition(";")[2].split())[:300],
            sending_id=sending_id,
            person_id=person_id,
        )
        for group in groups
        if (address := _address(group))
    ]


def _address(group: Message) -> str:
    """The address that a group is about; empty when it names none that mail could have gone to."""
    written = str(group.get("Original-Recipient") or group.get("Final-Recipient") or "")
    address = written.partition(";")[2].strip().strip("<>").lower()
    return address if envelope_address(address) else ""


def _original(parsed: Message) -> tuple[int | None, int | None]:
    """Sending and person, from the Message-ID of the mail that came back."""
    for part in parsed.walk():
        if part.get_content_type() not in {"message/rfc822", "text/rfc822-headers"}:
            continue
        found = MESSAGE_ID.search(part.as_bytes())
        if found:
            return int(found.group(1)), int(found.group(2))
    return None, None
