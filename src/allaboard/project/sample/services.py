"""Makes and removes the sample company: stage by stage, so that either can be killed and taken up again."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.campaigns import facade as campaigns_area
from allaboard.areas.changes import services as changes_area
from allaboard.areas.initiatives import facade as initiatives_area
from allaboard.areas.listening import facade as listening_area
from allaboard.errors import RuleBroken
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import HR, SYSTEM, Actor, Role
from allaboard.foundation.audit import facade as audit
from allaboard.foundation.delivery import facade as delivery
from allaboard.foundation.jobs.facade import defer
from allaboard.foundation.people import facade as people_room
from allaboard.foundation.people.models import Person
from allaboard.foundation.segments import facade as segments
from allaboard.foundation.touchpoints import facade as touchpoints
from allaboard.project.sample.company import cast
from allaboard.project.sample.company.staff import USUAL_PEOPLE, USUAL_SEED
from allaboard.project.sample.models import SampleRun, State
from allaboard.project.sample.progress import OnProgress, nothing, ticks_of
from allaboard.project.sample.stages import Stage, stages

MANY_PEOPLE = 5_000
ONE_AT_A_TIME = 7_310_002
PATIENCE = "10s"
LEFT_OUT = "left_out"  # kept beside the effects


@dataclass(slots=True)
class Truth:
    """What was planted, so that the product's figures can be held against it."""

    seed: int
    people: int
    today: str
    effects: dict[str, object] = field(default_factory=dict)
    left_out: list[dict[str, str]] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Keep the truth as JSON; what was left out stands in it where a small company could not show all."""
        told = {name: value for name, value in asdict(self).items() if name != LEFT_OUT or value}
        path.write_text(json.dumps(told, indent=2, default=str))


def is_wanted() -> bool:
    """Whether the installation is new, or its sample company died while it was made.

    One whose sample company was removed, or to which somebody was let in, is not new any more.
    """
    is_new = audit.is_blank() and not Person.objects.exists()
    return is_new or SampleRun.objects.filter(state=State.MAKING).exists()


def is_here() -> bool:
    """Whether the sample company, or a part of it, is in the database."""
    return SampleRun.objects.exists()


def make(
    people: int = USUAL_PEOPLE,
    seed: int = USUAL_SEED,
    *,
    today: date | None = None,
    on_progress: OnProgress = nothing,
) -> Truth:
    """Make the company; the same size, seed and day give the same company.

    Each stage is kept as it ends. When the making was killed, the same call goes on behind the last stage kept;
    a call for another company removes what is there first.

    Raises:
        RuleBroken: there is one already, or somebody is at it now.
    """
    with _alone():
        run = _begun(people, seed, today or timezone.localdate())
        wanted = list(stages())
        for stage, tick in zip(wanted, ticks_of(wanted, on_progress), strict=True):
            if stage.name not in run.done:
                tick(0.0)
                _do(run, stage, tick)
        _measure_tables()
        SampleRun.objects.filter(pk=run.pk).update(state=State.MADE)
    effects = {name: planted for name, planted in run.planted.items() if name != LEFT_OUT}
    return Truth(run.seed, run.people, run.today.isoformat(), effects, run.planted.get(LEFT_OUT, []))


def _begun(people: int, seed: int, today: date) -> SampleRun:
    """The run to go on with: the one that was left in the middle, if it is of the same company, or a new one."""
    known = SampleRun.objects.first()
    if known is not None and known.state == State.MADE:
        raise RuleBroken(_("There is a sample company already. Remove it first: ./allaboard sample --remove"))
    wanted = {"people": people, "seed": seed, "today": today}
    if known is not None and known.state == State.MAKING and wanted == {k: getattr(known, k) for k in wanted}:
        return known
    if known is not None:
        _remove(nothing)
    return SampleRun.objects.create(**wanted)


@transaction.atomic
def _do(run: SampleRun, stage: Stage, tick: Callable[[float], None]) -> None:
    planted = stage.work(run, tick)
    run.planted |= planted.effects
    if planted.left_out:
        run.planted[LEFT_OUT] = [*run.planted.get(LEFT_OUT, []), *map(asdict, planted.left_out)]
    run.done.append(stage.name)
    run.save(update_fields=["planted", "done"])
    if stage.writes:
        _measure_tables(stage.writes)


def _measure_tables(names: Sequence[str] = ()) -> None:
    """Let the database see how large all its tables, or a few of them, have become."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(names)}")


@contextmanager
def _alone() -> Iterator[None]:
    """Keep a second making or removal out; the session holds the lock, so that it goes with a process that is killed."""
    with connection.cursor() as cursor:
        _lock(cursor)
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _lock(cursor: CursorWrapper) -> None:
    """Wait a little: for one that was killed, the database ends the statement that it was at."""
    try:
        with transaction.atomic():
            cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")
            cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])
    except OperationalError as error:
        raise RuleBroken(
            _(
                "The sample company is being made or removed just now. If that was stopped, try again in a minute."
            )
        ) from error


@dataclass(frozen=True, slots=True)
class Removal:
    """What one room takes out: what is shown, seconds with 1,000,000 people, and the work."""

    label: str
    weight: int
    work: Callable[[], int]


REMOVALS = (
    Removal("Answers to people", 10, changes_area.remove_sample),
    Removal("Campaigns", 1, campaigns_area.remove_sample),
    Removal("Initiatives", 1, initiatives_area.remove_sample),
    Removal("Surveys", 20, listening_area.remove_sample),
    Removal("Messages", 20, delivery.remove_sample),
    Removal("Segments", 1, segments.remove_sample),
    Removal("Contacts", 20, touchpoints.remove_sample),
    Removal("Accounts", 1, cast.take_back),
    Removal("People", 60, people_room.remove_sample),
)


MAY_REMOVE = HR | {Role.ADMIN}


def may_remove(actor: Actor) -> bool:
    """Whether the actor runs the installation and so may take the sample out."""
    return actor.is_system or actor.has(*MAY_REMOVE)


def remove(on_progress: OnProgress = nothing, *, by: Actor = SYSTEM) -> int:
    """Take out everything that belongs to the sample, room by room; how many rows went.

    When it was killed, the next call, or the next making, goes on with what is left.

    Raises:
        NotAllowed: the actor does not run the installation.
        RuleBroken: somebody is at it now.
    """
    require(may_remove(by))
    with _alone():
        removed = _remove(on_progress)
        audit.record("sample.removed", by=by, rows=removed)
    return removed


def takes_long() -> bool:
    """Whether there are so many people that a page cannot wait for their removal."""
    return SampleRun.objects.filter(people__gte=MANY_PEOPLE).exists()


def remove_later(by: Actor) -> None:
    """Let a worker take everything out.

    Raises:
        NotAllowed: the actor does not run the installation.
        RuleBroken: somebody is at it now.
    """
    require(may_remove(by))
    with _alone(), transaction.atomic():
        SampleRun.objects.update(state=State.REMOVING, done=[])
        defer("sample.remove", once="sample.remove")
        audit.record("sample.removal_asked_for", by=by)


def percent_removed() -> int | None:
    """How far the removal has come, by the time that its parts take; nothing when none is under way."""
    run = SampleRun.objects.filter(state=State.REMOVING).first()
    if run is None:
        return None
    done = sum(removal.weight for removal in REMOVALS if removal.label in run.done)
    return round(100 * done / sum(removal.weight for removal in REMOVALS))


def _remove(on_progress: OnProgress) -> int:
    SampleRun.objects.update(state=State.REMOVING, done=[])
    _measure_tables()
    removed, done = 0, []
    for removal, tick in zip(REMOVALS, ticks_of(REMOVALS, on_progress), strict=True):
        tick(0.0)
        removed += removal.work()
        done.append(removal.label)
        SampleRun.objects.update(done=done)
        tick(1.0)
    SampleRun.objects.all().delete()
    return removed
