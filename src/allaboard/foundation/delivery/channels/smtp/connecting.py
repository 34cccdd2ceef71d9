"""How a connection to a mail server comes about: reached, secured, signed in to."""

import asyncio
import base64
import ssl
from collections.abc import Iterator

from allaboard.foundation.delivery.channels.smtp.dialogue import LONGEST_LINE, Dialogue, MailServerError
from allaboard.foundation.delivery.channels.smtp.server import MailServer

CHECK_PLACE = "Check host and port in ALLABOARD_SMTP_URL, and the network."
CHECK_CERTIFICATE = "Write the host as its certificate names it; for an authority of your own add ca=/path/to/ca.pem to ALLABOARD_SMTP_URL."
CHECK_TLS = "Port 465 usually wants tls=on, port 587 tls=starttls: see ALLABOARD_SMTP_URL."
CHECK_PASSWORD = "Check user and password in ALLABOARD_SMTP_URL; characters such as @ : / % are written as %40 %3A %2F %25 there."


async def connect(server: MailServer) -> Dialogue:
    """A connection that is ready for mail.

    Raises:
        MailServerError: the server cannot be reached, is not who it should be, or does not let us in.
    """
    place = f"{server.host}:{server.port}"
    try:
        async with asyncio.timeout(server.timeout_seconds):
            return await _opened(server)
    except TimeoutError as error:
        raise MailServerError(f"{place} did not answer in time", CHECK_PLACE) from error
    except ssl.SSLCertVerificationError as error:
        why = f"the certificate of {place} is not accepted: {error.verify_message}"
        raise MailServerError(why, CHECK_CERTIFICATE) from error
    except ssl.SSLError as error:
        raise MailServerError(f"no TLS came about with {place}: {error.reason}", CHECK_TLS) from error
    except OSError as error:
        raise MailServerError(f"{place} cannot be reached: {error}", CHECK_PLACE) from error


async def _opened(server: MailServer) -> Dialogue:
    secure = server.tls_context() if server.tls == "on" else None
    reader, writer = await asyncio.open_connection(server.host, server.port, ssl=secure, limit=LONGEST_LINE)
    dialogue = Dialogue(reader, writer)
    try:
        greeting = await dialogue.reply()
        if not greeting.is_good:
            raise MailServerError(f"the mail server answered {greeting}")
        await dialogue.greet(server.greeting_name)
        if server.tls == "starttls":
            await _start_tls(dialogue, server)
        if server.user:
            await _sign_in(dialogue, server)
    except BaseException:
        writer.close()
        raise
    return dialogue


async def _start_tls(dialogue: Dialogue, server: MailServer) -> None:
    if "STARTTLS" not in dialogue.abilities:
        raise MailServerError(
            "the mail server offers no STARTTLS, and without it nothing is sent",
            "Use a server with TLS. Only inside your own network: tls=none in ALLABOARD_SMTP_URL.",
        )
    await dialogue.insist("STARTTLS")
    if await _has_more(dialogue.reader):
        raise MailServerError("something spoke between the mail server's STARTTLS and its TLS")
    await dialogue.writer.start_tls(server.tls_context(), server_hostname=server.host)
    await dialogue.greet(server.greeting_name)


async def _has_more(reader: asyncio.StreamReader) -> bool:
    """Whether bytes wait that came before TLS: somebody on the way may have put them there (CVE-2021-38371 and others)."""
    try:
        async with asyncio.timeout(0):
            return bool(await reader.read(1))
    except TimeoutError:
        return False


async def _sign_in(dialogue: Dialogue, server: MailServer) -> None:
    """Sign in; an error names the user and never repeats a line, because the lines hold the password."""
    for line in _lines_of_sign_in(dialogue.abilities.get("AUTH", ""), server):
        answer = await dialogue.ask(line)
        if not answer.is_good:
            raise MailServerError(f"the mail server does not let {server.user} in: {answer}", CHECK_PASSWORD)


def _lines_of_sign_in(ways: str, server: MailServer) -> Iterator[str]:
    if "PLAIN" in ways:
        both = f"\0{server.user}\0{server.password}"
        yield f"AUTH PLAIN {_base64(both)}"
    elif "LOGIN" in ways:
        yield from ("AUTH LOGIN", _base64(server.user), _base64(server.password))
    else:
        raise MailServerError("the mail server offers neither AUTH PLAIN nor AUTH LOGIN", CHECK_TLS)


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
