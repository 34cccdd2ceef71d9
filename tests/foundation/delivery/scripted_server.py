"""A mail server that behaves badly on request: the local part of a recipient says how."""

import contextlib
import socket
import socketserver
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Script:
    """How the server behaves, and what it has seen."""

    pipelining: bool = True
    greeting: bytes = b"220 test\r\n"
    sender_refusal: bytes = b""  # what it says to MAIL, when it does not take the sender
    delay_seconds: float = 0.0
    accepted: list[tuple[str, bytes]] = field(default_factory=list)  # recipient and text, dots still stuffed
    commands: list[str] = field(default_factory=list)
    connections: int = 0
    url: str = ""
    arrival: threading.Condition = field(default_factory=threading.Condition)

    def accepted_by(self, word: str) -> list[bytes]:
        """Texts accepted for recipients that begin with the word."""
        return [text for recipient, text in self.accepted if recipient.startswith(word)]

    def accept(self, recipient: str, text: bytes) -> None:
        """Take a mail, and wake who waits for it."""
        with self.arrival:
            self.accepted.append((recipient, text))
            self.arrival.notify_all()

    def wait_for(self, mails: int, seconds: float = 60) -> bool:
        """Whether so many mails have been taken in all, within the time."""
        with self.arrival:
            return self.arrival.wait_for(lambda: len(self.accepted) >= mails, seconds)


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    script: Script
    disable_nagle_algorithm = True  # or each answer waits 40 ms for the other side's word on the one before

    def handle(self) -> None:
        self.script.connections += 1
        self.wfile.write(self.script.greeting)
        recipient, is_begun = "", False
        with contextlib.suppress(OSError):
            while line := self.rfile.readline().decode().strip():
                self.script.commands.append(line)
                word = line[:4].upper()
                if word == "EHLO":
                    self.wfile.write(
                        b"250-test\r\n250 PIPELINING\r\n" if self.script.pipelining else b"250 test\r\n"
                    )
                elif word == "MAIL" and self.script.sender_refusal:
                    self.wfile.write(self.script.sender_refusal)
                elif word == "MAIL":
                    self.wfile.write(b"503 5.5.1 nested MAIL command\r\n" if is_begun else b"250 ok\r\n")
                    is_begun = True
                elif word == "RCPT":
                    recipient = line.partition("<")[2].rstrip(">")
                    if recipient.startswith("hangmail"):
                        self.rfile.read()  # says nothing until the other side hangs up
                        return
                    self.wfile.write(self._about(recipient))
                    if recipient.startswith("mail421"):
                        return
                    if recipient.startswith("rcpthangup"):
                        return
                    if self._is_refused(recipient):
                        recipient = ""
                elif word == "DATA":
                    if recipient.startswith("data"):
                        self.wfile.write(f"{recipient[4:7]} not now\r\n".encode())
                        continue
                    if recipient and not self._take_text(recipient):
                        return
                    is_begun = is_begun and not recipient
                    if not recipient:
                        self.wfile.write(b"503 no recipient\r\n")
                elif word == "QUIT":
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    is_begun = is_begun and word != "RSET"
                    self.wfile.write(b"250 ok\r\n")

    def _is_refused(self, recipient: str) -> bool:
        return recipient.startswith(("rcpt4", "rcpt5", "mail5"))

    def _about(self, recipient: str) -> bytes:
        if recipient.startswith("rcpt4"):
            return b"450 4.2.0 greylisted\r\n"
        if recipient.startswith("mail421"):
            return b"421 4.3.2 closing\r\n"
        if recipient.startswith(("rcpt5", "mail5")):
            return b"550 5.1.1 no such user\r\n"
        return b"" if recipient.startswith("rcpthangup") else b"250 ok\r\n"

    def _take_text(self, recipient: str) -> bool:
        """Read a text and answer; False when the connection is to be dropped."""
        self.wfile.write(b"354 go on\r\n")
        text = bytearray()
        if recipient.startswith(
            "reset"
        ):  # hangs up in the middle of a text, so that what comes next is an RST
            self.rfile.read(1)
            return False
        while (line := self.rfile.readline()) != b".\r\n":
            text += line
            if not line or recipient.startswith("dropmid"):  # without the dot nothing has been handed over
                return False
        if recipient.startswith("text4"):
            self.wfile.write(b"451 4.3.0 later\r\n")
        elif recipient.startswith("text5"):
            self.wfile.write(b"554 5.7.1 not wanted\r\n")
        elif recipient.startswith("plain5"):
            self.wfile.write(b"550 looks like advertising\r\n")
        elif recipient.startswith("text354"):
            self.wfile.write(b"354 still more\r\n")
            return False
        elif recipient.startswith("hangtext"):
            self.rfile.read()
            return False
        elif recipient.startswith("bye"):
            self.wfile.write(b"421 closing\r\n")
            return False
        else:
            time.sleep(self.script.delay_seconds)  # a server's slowness, not a wait for something
            self.script.accept(recipient, bytes(text))
            if recipient.startswith("dropafter"):
                return False
            self.wfile.write(b"250 taken\r\n")
        return True


class Server(socketserver.ThreadingTCPServer):
    """Closes its connections at the end."""

    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 50


@contextlib.contextmanager
def scripted_server(**behaviour: object) -> Iterator[Script]:
    """A server on a free port of the loopback."""
    script = Script(**behaviour)  # type: ignore[arg-type]
    handler = type("Scripted", (Conversation,), {"script": script})
    with Server(("127.0.0.1", 0), handler) as server:
        script.url = f"smtp://127.0.0.1:{server.server_address[1]}?tls=none&connections=3&timeout=5"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield script
        finally:
            server.shutdown()


def closed_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
