"""One mail, at once, while somebody waits for it (sign-in codes, password resets); or none, to see whether it would go."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from allaboard.foundation.delivery.channels.smtp.connecting import connect
from allaboard.foundation.delivery.channels.smtp.dialogue import Dialogue, MailServerError, SenderRefused
from allaboard.foundation.delivery.channels.smtp.server import MailServer

Result = TypeVar("Result")


class RecipientRefused(MailServerError):
    """The server takes no mail for a recipient, for good, and has taken none of this one."""


def send_now(server: MailServer, sender: str, recipients: Sequence[str], mail: bytes) -> None:
    """Hand one mail to the server.

    Raises:
        RecipientRefused: a recipient has no mailbox there.
        MailServerError: the server could not be reached or did not take the mail.
    """
    _done(_send(server, sender, recipients, mail))


def greeted(server: MailServer, sender: str) -> str:
    """Go as far as a sender goes before the first recipient, and say how far that was.

    Raises:
        MailServerError: something on the way does not work; its `remedy` says what to do.
    """
    return _done(_greeted(server, sender))


def _done(talk: Coroutine[Any, Any, Result]) -> Result:
    """What a talk with the server comes to; in a thread of its own, because the caller may be within an event loop."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, talk).result()


async def _greeted(server: MailServer, sender: str) -> str:
    async with _connected(server) as dialogue:
        answer = await dialogue.ask(f"MAIL FROM:<{sender}>")
        secured = dialogue.writer.get_extra_info("ssl_object")
    if not answer.is_good:
        raise SenderRefused(sender, answer)
    words = [f"{server.host}:{server.port}", secured.version() if secured else "without TLS"]
    return ", ".join([*words, f"signed in as {server.user}"] if server.user else words)


async def _send(server: MailServer, sender: str, recipients: Sequence[str], mail: bytes) -> None:
    async with _connected(server) as dialogue:
        await _converse(dialogue, sender, recipients, mail)


@asynccontextmanager
async def _connected(server: MailServer) -> AsyncIterator[Dialogue]:
    dialogue = await connect(server)
    try:
        async with asyncio.timeout(server.timeout_seconds):
            yield dialogue
    except TimeoutError as error:
        raise MailServerError("the mail server did not answer in time") from error
    finally:
        dialogue.close()


async def _converse(dialogue: Dialogue, sender: str, recipients: Sequence[str], mail: bytes) -> None:
    await dialogue.insist(f"MAIL FROM:<{sender}>")
    for recipient in recipients:
        answer = await dialogue.ask(f"RCPT TO:<{recipient}>")
        if not answer.is_good:
            refusal = RecipientRefused if answer.code >= 500 else MailServerError
            raise refusal(f"the mail server answered {answer} to RCPT")
    await dialogue.insist("DATA")
    dialogue.write(stuffed(mail) + b".\r\n")
    answer = await dialogue.reply()
    if not answer.is_taken:
        raise MailServerError(f"the mail server answered {answer}")


def stuffed(mail: bytes) -> bytes:
    """The mail with CR LF at every line's end and a second dot wherever a line begins with one (RFC 5321, 4.5.2)."""
    lines = mail.replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").split(b"\n")
    return b"".join((b"." + line if line.startswith(b".") else line) + b"\r\n" for line in lines)
