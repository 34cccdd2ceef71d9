"""One connection to a mail server: what is said and what is answered."""

import asyncio
from dataclasses import dataclass

LONGEST_LINE = 64 * 1024
CLOSING = 421
CHECK_SENDER = "Check ALLABOARD_MAIL_FROM: the server must let us send from that address."


class MailServerError(Exception):
    """The connection cannot be used any more; `remedy` says what somebody can do about it."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server said."""

    code: int
    text: str

    @property
    def is_good(self) -> bool:
        """Whether it was a yes."""
        return 200 <= self.code < 400

    @property
    def is_taken(self) -> bool:
        """Whether it was the yes that ends a matter, not one that asks for more."""
        return 200 <= self.code < 300

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class SenderRefused(MailServerError):
    """The server takes no mail from our own address."""

    def __init__(self, sender: str, answer: Reply) -> None:
        super().__init__(f"the mail server takes no mail from {sender}: {answer}", CHECK_SENDER)


class Dialogue:
    """A connection that has been greeted, secured and signed in to."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer
        self.abilities: dict[str, str] = {}
        self.carried = 0  # mails that were answered on this connection
        self.must_reset = False  # an envelope was refused and is still open, from one batch to the next too

    @property
    def can_pipeline(self) -> bool:
        """Whether several commands may be sent at once (RFC 2920)."""
        return "PIPELINING" in self.abilities

    async def reply(self) -> Reply:
        """The next answer, all its lines.

        Raises:
            MailServerError: the server hung up or does not speak SMTP.
        """
        texts: list[str] = []
        while True:
            try:
                line = await self.reader.readuntil(b"\n")
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError) as error:
                raise MailServerError("the mail server closed the connection") from error
            if not line[:3].isdigit():
                raise MailServerError("the mail server gave an answer that is not SMTP")
            texts.append(line[4:].decode("utf-8", "replace").strip())
            if line[3:4] != b"-":
                return Reply(int(line[:3]), " ".join(texts))

    def write(self, data: bytes) -> None:
        """Send bytes; what is written to a lost connection shows in the next answer."""
        self.writer.write(data)

    async def ask(self, command: str) -> Reply:
        """Send one command and wait for its answer."""
        self.write(command.encode() + b"\r\n")
        return await self.reply()

    async def insist(self, command: str) -> Reply:
        """Send one command that must be granted.

        Raises:
            MailServerError: it was not; the message holds the server's words.
        """
        answer = await self.ask(command)
        if not answer.is_good:
            raise MailServerError(f"the mail server answered {answer} to {command.split(' ')[0]}")
        return answer

    async def greet(self, name: str) -> None:
        """Say EHLO and learn what the server can do; what it said before does not count any more."""
        self.abilities = {}
        answer = await self.ask(f"EHLO {name}")
        if not answer.is_good:
            await self.insist(f"HELO {name}")
            return
        words = answer.text.split()
        self.abilities = {word.upper(): "" for word in words}
        self.abilities["AUTH"] = answer.text.upper() if "AUTH" in self.abilities else ""

    async def drain(self) -> None:
        """Wait while the server reads more slowly than we write.

        Raises:
            MailServerError: it hung up meanwhile.
        """
        if self.writer.transport.get_write_buffer_size() <= LONGEST_LINE:
            return
        try:
            await self.writer.drain()
        except OSError as error:
            raise MailServerError("the mail server closed the connection") from error

    def close(self) -> None:
        """Say goodbye without waiting for the answer."""
        if not self.writer.is_closing():
            self.writer.write(b"QUIT\r\n")
            self.writer.close()

    @property
    def is_open(self) -> bool:
        """Whether the connection can still be written to."""
        return not self.writer.is_closing() and not self.reader.at_eof()
