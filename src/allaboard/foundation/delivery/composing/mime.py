"""A message as the bytes of a mail: compiled once per sending and language, spliced per person."""

import secrets
from dataclasses import dataclass
from email.utils import parseaddr

from allaboard.foundation.delivery.composing.fields import Pieces, Slot, filled, made_safe
from allaboard.foundation.delivery.composing.headers import envelope_address, mailbox, text_value
from allaboard.foundation.delivery.composing.quoted_printable import SOFT_BREAK, quoted
from allaboard.foundation.delivery.composing.shapes import Shapes
from allaboard.foundation.delivery.parcels import Parcel

END = b"\r\n.\r\n"


@dataclass(frozen=True, slots=True)
class Sender:
    """From whom the mails come."""

    name: str
    address: str

    @property
    def domain(self) -> str:
        """The right side of the address, used in Message-IDs."""
        return self.address.rpartition("@")[2]


def sender_from(text: str) -> Sender:
    """The sender written as “Name <address>”.

    Raises:
        ValueError: there is no usable address in it.
    """
    name, written = parseaddr(text)
    address = envelope_address(written)
    if address is None:
        raise ValueError(f"{text!r} is not a sender such as “HR team <hr@example.org>”")
    return Sender(name, address)


@dataclass(frozen=True, slots=True)
class MailTemplate:
    """The parts of a mail that are the same for all, with slots between them."""

    subject: Pieces
    fixed_subject: str | None
    head: str
    body: tuple[bytes | int, ...]  # literals, and numbers of slots
    slots: tuple[Slot, ...]
    sender: Sender

    def render(self, parcel: Parcel, date: str) -> bytes:
        """The mail of one parcel, ready to be sent after DATA, without the closing dot."""
        values = parcel.values
        subject = self.fixed_subject or text_value(filled(self.subject, values))
        head = [
            f"To: {mailbox(parcel.name, parcel.address)}\r\nSubject: {subject}\r\nDate: {date}\r\n"
            f"Message-ID: {message_id(parcel.sending_id, parcel.person_id, self.sender.domain)}\r\n{self.head}".encode()
        ]
        if parcel.category:
            head.insert(
                0,
                f"List-Unsubscribe: <{values['unsubscribe_url']}>\r\n"
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n".encode(),
            )
        spliced = [quoted(made_safe(values.get(slot.name, ""), slot.kind)) for slot in self.slots]
        parts = [piece if isinstance(piece, bytes) else spliced[piece] for piece in self.body]
        return b"".join(head + parts)


def message_id(sending_id: int, person_id: int, domain: str) -> str:
    """The same for every attempt, so that a repeat can be recognised."""
    return f"<{sending_id}.{person_id}@{domain}>"


def compiled(shapes: Shapes, sender: Sender, language: str) -> MailTemplate:
    """Prepare everything that does not depend on the person."""
    boundary = f"b{secrets.token_hex(12)}"
    fixed = (
        None
        if any(isinstance(piece, Slot) for piece in shapes.subject)
        else text_value(filled(shapes.subject, {}))
    )
    head = (
        f"From: {mailbox(sender.name, sender.address)}\r\nMIME-Version: 1.0\r\nContent-Language: {language}\r\n"
        "Auto-Submitted: auto-generated\r\nX-Auto-Response-Suppress: OOF, AutoReply\r\n"
        f'Content-Type: multipart/alternative; boundary="{boundary}"\r\n\r\n'
    )
    pieces = (
        *_part(boundary, "text/plain", shapes.text),
        *_part(boundary, "text/html", shapes.html),
        f"--{boundary}--\r\n".encode(),
    )
    slots = tuple(dict.fromkeys(piece for piece in pieces if isinstance(piece, Slot)))
    body = tuple(slots.index(piece) if isinstance(piece, Slot) else piece for piece in pieces)
    return MailTemplate(shapes.subject, fixed, head, body, slots, sender)


def _part(boundary: str, kind: str, pieces: Pieces) -> list[bytes | Slot]:
    """One alternative; a soft line break stands on both sides of each slot, so that every piece begins a line."""
    start = f"--{boundary}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    parts: list[bytes | Slot] = []
    literal = start.encode()
    for piece in pieces:
        if isinstance(piece, str):
            literal += quoted(piece) + SOFT_BREAK
        else:
            parts += [literal, piece]
            literal = SOFT_BREAK
    return [*parts, literal + b"\r\n"]
