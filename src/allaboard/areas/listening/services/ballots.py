"""One answer per person, which nobody can trace back."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.listening import rules
from allaboard.areas.listening.answering.sealing import LOT, opens, seal, shut_sheets, unseal
from allaboard.areas.listening.choices import Stage
from allaboard.areas.listening.models import Answer, Comment, Participation, PendingBallot, Wave
from allaboard.areas.listening.queries.surveys import invitation
from allaboard.errors import RuleBroken
from allaboard.statistics.text import scrubbed
from allaboard.words import all_grouped

_dice = random.SystemRandom()


class BallotsShut(RuleBroken):
    """Some sheets of a wave were sealed with a secret key that is not known here: opening the rest would lose them."""

    def __init__(self, sheets: int) -> None:
        said = _(
            "Sealed sheets with answers that cannot be opened: %(n)s. The secret key of this installation was changed. "
            "Nothing is lost yet: ask whoever looks after Allaboard to name the earlier key."
        )
        super().__init__(said % all_grouped({"n": sheets}))
        self.sheets = sheets


def takes_answers(wave: Wave) -> bool:
    """Whether the wave takes answers today."""
    return wave.stage == Stage.OPEN and wave.opens_on <= timezone.localdate() <= wave.closes_on


def require_open(wave: Wave) -> None:
    """Raise RuleBroken unless the wave takes answers today."""
    if not takes_answers(wave):
        raise RuleBroken(_("This survey is closed. Thank you for wanting to take part."))


def cast_ballot(wave_id: int, person_id: int, nonce: UUID, given: Mapping[str, Sequence[str]]) -> None:
    """Take a person's answers, once.

    The ballot is sealed and kept in one transaction and the person's mark set in the next, so that they share no
    transaction number. A lock that outlives both keeps a second ballot out; should the server die between
    the two, the same form sent again carries the same nonce and changes nothing.

    Raises:
        NotFound: the person was not asked.
        RuleBroken: the wave is closed, the person has taken part, or an answer is missing or not on offer.
    """
    with _alone(wave_id, person_id):
        place = invitation(wave_id, person_id)
        require_open(place.wave)
        if place.taken_part:
            raise RuleBroken(_("You have already taken part. Each person answers once."))
        ballot = rules.ballot_from(place.wave.asked(), given)
        _keep_pending(place, nonce, ballot)
        _mark(place)
    mix_pending(place.wave)


def _mark(place: Participation) -> None:
    """Note that the person has taken part; while others' ballots are mixed, the person's row is just becoming another."""
    own = Participation.objects.filter(wave=place.wave_id, person=place.person_id)
    while not own.update(taken_part=True) and own.exists():
        continue


@transaction.atomic
def _keep_pending(place: Participation, nonce: UUID, ballot: rules.Ballot) -> None:
    """Put the ballot into the box, unless the wave was closed since it was looked at."""
    require_open(_kept_from_closing(place.wave_id))
    # Beside the mark that is set next, the length of a sheet would find a long comment again after the close.
    sealed = seal(place.wave_id, ballot, room=rules.largest_ballot(place.wave.asked()))
    sheet = PendingBallot(id=nonce, wave=place.wave, block=place.block, sealed=sealed)
    PendingBallot.objects.bulk_create([sheet], ignore_conflicts=True)


def _kept_from_closing(wave_id: int) -> Wave:
    """The wave as it is now: a closing under way is waited for, and the next waits until this transaction ends.

    The foreign key of a ballot would wait too, but only at the commit, when the wave has been read.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM listening_wave WHERE id = %s FOR KEY SHARE", [wave_id])
    return Wave.objects.get(pk=wave_id)


@contextmanager
def _alone(wave_id: int, person_id: int) -> Iterator[None]:
    """Keep everyone else from casting this person's ballot; held by the session, not by a transaction."""
    key = f"listening ballot {wave_id} {person_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [key])


@transaction.atomic
def mix_pending(wave: Wave) -> int:
    """Mix the ballots of each block in which the group minimum or more wait; returns how many.

    They stay sealed, but as new sheets in random order, words apart from ratings. The marks of everyone in
    those blocks are written again in the same transaction, so that neither the place of a row nor its
    transaction number says which mark came with which ballot. A sheet whose key is missing waits as it is.
    """
    Wave.objects.select_for_update().get(pk=wave.pk)
    lots: dict[int, list[PendingBallot]] = defaultdict(list)
    for sheet in PendingBallot.objects.filter(wave=wave, is_mixed=False, block__isnull=False):
        lots[sheet.block_id or 0].append(sheet)
    full = {block: lot for block, lot in lots.items() if len(lot) >= wave.minimum_group}
    known = {block: [sheet for sheet in lot if opens(sheet)] for block, lot in full.items()}
    ready = {block: lot for block, lot in known.items() if len(lot) >= wave.minimum_group}
    sheets = [sheet for lot in ready.values() for sheet in lot]
    if not sheets:
        return 0
    PendingBallot.objects.bulk_create(_mixed(wave, sheets))
    PendingBallot.objects.filter(pk__in=[sheet.pk for sheet in sheets]).delete()
    write_marks_again({block: block for block in ready})
    return len(sheets)


def _mixed(wave: Wave, sheets: Sequence[PendingBallot]) -> list[PendingBallot]:
    parts: list[tuple[int | None, rules.Ballot]] = []
    for sheet in sheets:
        ballot = unseal(wave.pk, sheet.sealed)
        parts.append((sheet.block_id, rules.Ballot(values=ballot.values)))
        parts += [(None, rules.Ballot(comments={key: text})) for key, text in ballot.comments.items()]
    _dice.shuffle(parts)
    return [
        PendingBallot(id=uuid4(), wave=wave, block_id=block, is_mixed=True, sealed=seal(wave.pk, part))
        for block, part in parts
    ]


@transaction.atomic
def open_ballots(wave: Wave, *, losing: int = 0) -> int:
    """Turn all sealed sheets into answers and comments; whoever calls this writes them anew in random order.

    Args:
        wave: locked by the caller.
        losing: how many sheets that no known key opens may be thrown away; exactly that many.

    Returns:
        How many were thrown away.

    Raises:
        BallotsShut: there are others, or more of them; nothing has changed.
    """
    sheets = PendingBallot.objects.filter(wave=wave).order_by("pk")
    shut = shut_sheets(sheets)
    if shut and len(shut) != losing:
        raise BallotsShut(len(shut))
    PendingBallot.objects.filter(pk__in=shut).delete()
    waiting = sheets.iterator(LOT)
    while opened := [(sheet, unseal(wave.pk, sheet.sealed)) for sheet in islice(waiting, LOT)]:
        Answer.objects.bulk_create(
            Answer(wave=wave, block_id=sheet.block_id, values=dict(ballot.values))
            for sheet, ballot in opened
            if sheet.block_id
        )
        Comment.objects.bulk_create(
            Comment(wave=wave, question=question, text=scrubbed(text))
            for _sheet, ballot in opened
            for question, text in ballot.comments.items()
        )
    sheets.delete()
    return len(shut)


# The rows are put in again in the order of the last line; an UPDATE would take them in whatever order it finds them.
MARKS_ANEW = """
WITH old AS (
    DELETE FROM listening_participation WHERE block_id = ANY(%(was)s) RETURNING wave_id, person_id, block_id, taken_part
)
INSERT INTO listening_participation (wave_id, person_id, block_id, taken_part)
SELECT old.wave_id, old.person_id, became.block, old.taken_part FROM old
JOIN unnest(%(was)s::bigint[], %(becomes)s::bigint[]) AS became(was, block) ON became.was = old.block_id
ORDER BY gen_random_uuid()
"""


def write_marks_again(became: Mapping[int, int]) -> None:
    """Write every participation of the blocks anew in random order, those without a mark too.

    Args:
        became: for each block, the one that its people belong to from now on.
    """
    with connection.cursor() as cursor:
        cursor.execute(MARKS_ANEW, {"was": list(became), "becomes": list(became.values())})


def forget_traces() -> None:
    """Let PostgreSQL drop the old versions of rows; must run outside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM listening_participation, listening_pendingballot, listening_answer, listening_comment"
        )
