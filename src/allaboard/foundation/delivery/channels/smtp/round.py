"""A batch of mails over several connections; the text of one goes out together with the envelope of the next."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from allaboard.foundation.delivery.channels.smtp.dialogue import (
    CLOSING,
    Dialogue,
    MailServerError,
    Reply,
    SenderRefused,
)
from allaboard.foundation.delivery.composing.mime import END
from allaboard.foundation.delivery.journal import Journal
from allaboard.foundation.delivery.parcels import Parcel
from allaboard.foundation.delivery.rules import Outcome, refused, sent, tried

TEXT_WANTED = 354
MAIL, RCPT, DATA = range(3)  # the places of an envelope's answers


@dataclass(frozen=True, slots=True)
class Letter:
    """A parcel with the recipient as the envelope takes it."""

    parcel: Parcel
    recipient: str


@dataclass(slots=True)
class Round:
    """One batch: what waits, and what became of the rest. Every letter ends in exactly one outcome."""

    claim: str
    return_path: str
    render: Callable[[Parcel], bytes]
    journal: Journal
    timeout_seconds: float
    waiting: deque[Letter] = field(default_factory=deque)
    outcomes: list[Outcome] = field(default_factory=list)


class Carrier:
    """Takes letters of a round over one connection."""

    def __init__(self, round_: Round, dialogue: Dialogue) -> None:
        self._round = round_
        self._dialogue = dialogue
        self._announced: Letter | None = None  # its envelope went out, its text did not
        self._in_text: Letter | None = None  # its text went out, no answer yet

    async def carry(self) -> None:
        """Send until nothing waits.

        Raises:
            MailServerError: the connection broke; the letters it had in hand are accounted for.
        """
        ready: Letter | None = None
        now = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(None) as limit:
                while ready or self._round.waiting:
                    limit.reschedule(now() + self._round.timeout_seconds)
                    ready = await self._step(ready)
        except (MailServerError, TimeoutError) as error:
            why = str(error) or "the mail server did not answer in time"
            self._account_for_loss(why)
            raise MailServerError(why) from error

    async def _step(self, ready: Letter | None) -> Letter | None:
        """Send one text and announce the next letter; the one returned has been granted its text."""
        following = self._round.waiting.popleft() if self._round.waiting else None
        self._announced = following
        out: list[bytes] = []
        if ready:
            self._in_text = ready
            self._round.journal.begins(self._round.claim, ready.parcel.id)
            out += [self._round.render(ready.parcel), END]
        if following and self._dialogue.can_pipeline:
            out += self._envelope(following)
        self._dialogue.write(b"".join(out))
        await self._dialogue.drain()
        if ready:
            self._text_answered(ready, await self._dialogue.reply())
        return await self._announce(following) if following else None

    def _envelope(self, letter: Letter) -> list[bytes]:
        reset = [b"RSET\r\n"] if self._dialogue.must_reset else []
        mail_from = f"MAIL FROM:<{self._round.return_path}>\r\n".encode()
        return [*reset, mail_from, f"RCPT TO:<{letter.recipient}>\r\n".encode(), b"DATA\r\n"]

    def _text_answered(self, letter: Letter, answer: Reply) -> None:
        parcel = letter.parcel
        self._round.journal.ends(self._round.claim, parcel.id, answer.code, answer.is_taken)
        self._in_text = None
        self._dialogue.carried += 1
        if answer.is_taken:
            self._round.outcomes.append(sent(parcel.id, answer.code))
        else:
            self._refuse(letter, answer)

    async def _announce(self, letter: Letter) -> Letter | None:
        answers = await (self._answers() if self._dialogue.can_pipeline else self._asked_one_by_one(letter))
        self._dialogue.must_reset = False
        self._require_sender_taken(letter, answers[MAIL])
        last = answers[-1]
        place = next((place for place, answer in enumerate(answers) if not answer.is_good), None)
        refusal = None if place is None else answers[place]
        if refusal is None and last.code != TEXT_WANTED:
            raise MailServerError(f"the mail server answered {last} to DATA")
        if last.code == TEXT_WANTED and refusal:
            self._dialogue.write(END[2:])  # no recipient is left: an empty text ends it
            await self._dialogue.reply()
        self._announced = None
        if refusal is None:
            return letter
        self._dialogue.must_reset = last.code != TEXT_WANTED
        self._dialogue.carried += 1
        self._refuse(letter, refusal, of_recipient=place == RCPT)
        return None

    def _require_sender_taken(self, letter: Letter, answer: Reply) -> None:
        """A sender that is refused for good is our own fault: it costs no reader an attempt, and closes no address."""
        if answer.code < 500:
            return
        self._announced = None
        self._round.waiting.appendleft(letter)
        raise SenderRefused(self._round.return_path, answer)

    async def _answers(self) -> list[Reply]:
        if self._dialogue.must_reset:
            await self._dialogue.reply()
        return [await self._dialogue.reply() for _ in range(3)]

    async def _asked_one_by_one(self, letter: Letter) -> list[Reply]:
        answers: list[Reply] = []
        for command in self._envelope(letter):
            self._dialogue.write(command)
            answer = await self._dialogue.reply()
            if command != b"RSET\r\n":
                answers.append(answer)
            if not answer.is_good:
                break
        return answers

    def _refuse(self, letter: Letter, answer: Reply, *, of_recipient: bool = False) -> None:
        parcel = letter.parcel
        outcome = refused(parcel.id, answer.code, answer.text, parcel.attempts, of_recipient=of_recipient)
        self._round.outcomes.append(outcome)
        if answer.code == CLOSING:
            raise MailServerError(str(answer))

    def _account_for_loss(self, why: str) -> None:
        """A text without answer may have arrived. An envelope waits for another connection, unless it was the first
        thing said on this one: then it may be what the server cannot bear, and counts as tried."""
        if self._in_text:
            parcel = self._in_text.parcel
            self._round.outcomes.append(tried(parcel.id, why, parcel.attempts, is_unknown=True))
        if self._announced and (self._dialogue.carried or self._in_text):
            self._round.waiting.appendleft(self._announced)
        elif self._announced:
            parcel = self._announced.parcel
            self._round.outcomes.append(tried(parcel.id, why, parcel.attempts))
