"""Quoted-printable, in pieces that can be joined: literals are encoded once, values per mail."""

SOFT_BREAK = b"=\r\n"
LINE = 75  # of 76, one is for the sign that the line goes on
_CODES = tuple(
    bytes([byte]) if (33 <= byte <= 126 and byte != 61) or byte in b" \t" else b"=%02X" % byte
    for byte in range(256)
)


def quoted(text: str) -> bytes:
    """The text in quoted-printable with CR LF; no line begins with a dot, so SMTP needs no stuffing.

    The piece must begin at the start of a line and be followed by a soft or hard line break.
    """
    if (
        len(text) <= LINE
        and text.isascii()
        and text.isprintable()
        and "=" not in text
        and text[:1] != "."
        and text[-1:] != " "
    ):
        return text.encode()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return b"\r\n".join(_line(line) for line in lines)


def _line(line: str) -> bytes:
    codes = [_CODES[byte] for byte in line.encode()]
    if codes and codes[-1] in b" \t":
        codes[-1] = b"=%02X" % codes[-1][0]
    rows: list[bytes] = []
    row = bytearray()
    for code in codes:
        if len(row) + len(code) > LINE:
            rows.append(bytes(row) + b"=")
            row.clear()
        row += b"=2E" if code == b"." and not row else code
    rows.append(bytes(row))
    return b"\r\n".join(rows)
