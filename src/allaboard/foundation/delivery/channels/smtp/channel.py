"""The e-mail channel: a thread with its own event loop, while the worker talks to the database."""

import asyncio
import logging
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from email.utils import formatdate
from functools import lru_cache

from allaboard.foundation.delivery.channels.smtp.connecting import connect
from allaboard.foundation.delivery.channels.smtp.dialogue import Dialogue, MailServerError
from allaboard.foundation.delivery.channels.smtp.round import Carrier, Letter, Round
from allaboard.foundation.delivery.channels.smtp.server import MailServer
from allaboard.foundation.delivery.composing.headers import envelope_address
from allaboard.foundation.delivery.composing.mime import Sender, compiled
from allaboard.foundation.delivery.journal import Journal
from allaboard.foundation.delivery.parcels import Parcel
from allaboard.foundation.delivery.rules import Outcome, not_tried, refused

log = logging.getLogger(__name__)
FRUITLESS_CONNECTIONS = 3
NO_ADDRESS = "5.1.3 this is no e-mail address that can be sent to; before the @ it must be plain ASCII"
TEMPLATES_KEPT = 256  # a sending has one for each language, a day's digests one for each set of messages


class SmtpChannel:
    """Sends e-mail over persistent connections to one server."""

    def __init__(self, server: MailServer, sender: Sender, journal: Journal) -> None:
        self._server = server
        self._sender = sender
        self._journal = journal
        self._template = lru_cache(maxsize=TEMPLATES_KEPT)(compiled)
        self._dialogues: dict[int, Dialogue] = {}
        self._trouble = ""
        self._is_closing = False
        self._loop = asyncio.new_event_loop()
        self._turn = asyncio.Lock()
        self._thread = threading.Thread(target=self._loop.run_forever, name="smtp", daemon=True)
        self._thread.start()

    def deliver(self, parcels: Sequence[Parcel], claim: str) -> "Future[list[Outcome]]":
        """Send the parcels; batches go one after the other over the same connections."""
        return asyncio.run_coroutine_threadsafe(self._deliver(parcels, claim), self._loop)

    def close(self) -> None:
        """Say goodbye to the server and end the thread."""
        asyncio.run_coroutine_threadsafe(self._say_goodbye(), self._loop).result(timeout=10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout=10)
        self._loop.close()

    async def _say_goodbye(self) -> None:
        self._is_closing = True  # who loses a connection now opens no other
        for dialogue in self._dialogues.values():
            dialogue.close()
        await asyncio.sleep(0)

    async def _deliver(self, parcels: Sequence[Parcel], claim: str) -> list[Outcome]:
        async with self._turn:
            batch = self._round(parcels, claim)
            workers = min(self._server.connections, len(batch.waiting))
            await asyncio.gather(*(self._work(slot, batch) for slot in range(workers)))
            return [
                *batch.outcomes,
                *(not_tried(letter.parcel.id, self._trouble) for letter in batch.waiting),
            ]

    def _round(self, parcels: Sequence[Parcel], claim: str) -> Round:
        date = formatdate(usegmt=True)

        def render(parcel: Parcel) -> bytes:
            return self._template(parcel.shapes, self._sender, parcel.language).render(parcel, date)

        batch = Round(claim, self._sender.address, render, self._journal, self._server.timeout_seconds)
        for parcel in parcels:
            recipient = envelope_address(parcel.address)
            if recipient:
                parcel.address = recipient  # what the header says is what the envelope says
                batch.waiting.append(Letter(parcel, recipient))
            else:
                batch.outcomes.append(refused(parcel.id, 553, NO_ADDRESS, parcel.attempts, of_recipient=True))
        return batch

    async def _work(self, slot: int, batch: Round) -> None:
        """Keep one connection busy until nothing waits or the server proves unusable."""
        fruitless = 0
        while batch.waiting and fruitless < FRUITLESS_CONNECTIONS and not self._is_closing:
            dialogue: Dialogue | None = None
            try:
                dialogue = self._dialogues.get(slot) or await connect(self._server)
                self._dialogues[slot] = dialogue
                before = dialogue.carried
                await Carrier(batch, dialogue).carry()
            except MailServerError as error:
                self._note_trouble(str(error))
                self._dialogues.pop(slot, None)
                if dialogue is None or dialogue.carried == before:
                    fruitless += 1
                if dialogue:
                    dialogue.close()

    def _note_trouble(self, why: str) -> None:
        if why != self._trouble:
            log.warning("E-mail: %s", why)
        self._trouble = why
