"""Which mail server, and how to reach it."""

import ssl
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import parse_qs, unquote, urlsplit

TLS_MODES = ("none", "starttls", "on")


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server's address and manners."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: str = "starttls"
    authority: str = ""  # file of a certificate authority of your own
    connections: int = 8
    timeout_seconds: float = 60.0
    greeting_name: str = "localhost"

    def tls_context(self) -> ssl.SSLContext:
        """Always verifies certificate and host name."""
        return ssl.create_default_context(cafile=self.authority or None)


def server_from(url: str, greeting_name: str = "localhost") -> MailServer:
    """The server that an address names, as in smtp://user:password@host:587?tls=starttls&connections=8.

    Without a word about TLS it is required, except on this very machine.

    Raises:
        ValueError: the address cannot be used; the message says why.
    """
    parts = urlsplit(url)
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("a mail server is written as smtp://user:password@host:port")
    default = "on" if parts.scheme == "smtps" else "none" if _is_here(parts.hostname) else "starttls"
    tls = options.pop("tls", default)
    if tls not in TLS_MODES:
        raise ValueError(f"tls={tls} is none of {', '.join(TLS_MODES)}")
    if unknown := options.keys() - {"connections", "timeout", "ca"}:
        raise ValueError(f"unknown option {sorted(unknown)[0]}")
    return MailServer(
        host=parts.hostname,
        port=parts.port or (465 if tls == "on" else 587 if tls == "starttls" else 25),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=tls,
        authority=options.get("ca", ""),
        connections=max(1, int(options.get("connections", 8))),
        timeout_seconds=float(options.get("timeout", 60)),
        greeting_name=greeting_name,
    )


def _is_here(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
