"""Header lines that nobody can break out of."""

import base64
import re

CONTROL = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]+")
ADDRESS = re.compile(r"[^\s<>@,;:\\\"()\[\]]+@[^\s<>@,;:\\\"()\[\]]+")
# Encoded, with its frame and behind “Subject: ”, it stays within the 76 characters of RFC 2047.
WORD_BYTES = 39


def one_line(value: str) -> str:
    """The value without line breaks and control characters, so that it can start no header of its own."""
    return CONTROL.sub(" ", value).strip()


def text_value(value: str) -> str:
    """A header's text: as it is when short and ASCII, else in RFC 2047's encoded words."""
    value = one_line(value)
    return value if value.isascii() and len(value) <= 67 and "=?" not in value else _encoded(value)


def _encoded(text: str) -> str:
    words: list[str] = []
    word = b""
    for letter in text:
        encoded = letter.encode()
        if len(word) + len(encoded) > WORD_BYTES:
            words.append(_framed(word))
            word = b""
        word += encoded
    return "\r\n ".join([*words, _framed(word)])


def _framed(word: bytes) -> str:
    return f"=?utf-8?b?{base64.b64encode(word).decode()}?="


def mailbox(name: str, address: str) -> str:
    """A name and its address for From or To."""
    name = one_line(name)
    if not name:
        return f"<{address}>"
    if name.isascii() and len(name) <= 60:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}" <{address}>'
    return f"{_encoded(name)}\r\n <{address}>"


def envelope_address(address: str) -> str | None:
    """The address as the envelope takes it, the domain in ASCII; None when it is no address that SMTP can carry."""
    address = address.strip()
    if not ADDRESS.fullmatch(address) or CONTROL.search(address) or len(address) > 254:
        return None
    local, _, domain = address.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode()
    except UnicodeError:
        return None
    return f"{local}@{ascii_domain}" if local.isascii() else None
