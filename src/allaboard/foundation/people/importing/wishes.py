"""What a program wants of an import, kept with it, so that nobody has to decide between its steps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from allaboard.errors import RuleBroken
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.people.choices import ImportStatus
from allaboard.foundation.people.importing.receiving import choose_mapping
from allaboard.foundation.people.models import Import


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a file is to be read, beyond what is found out, and how far the import is to go."""

    mapping: Mapping[str, str] = field(default_factory=dict)  # name of a column: its target
    encoding: str = ""
    clear_empty: bool = False
    skip_bad: bool = False
    dry_run: bool = False
    new_ids: bool = False


def mapping_from(words: Iterable[str]) -> dict[str, str]:
    """What is meant by `Site=work_location` or `Gender=`, of which the latter leaves the column out.

    Raises:
        RuleBroken: there is no equals sign.
    """
    pairs = [word.rpartition("=") for word in words]
    if any(not equals for _column, equals, _target in pairs):
        raise RuleBroken(_("Write COLUMN=FIELD for a column, for example Site=work_location."))
    return {column: target for column, _equals, target in pairs}


def next_step(run: Import) -> ImportStatus | None:
    """The step that is to follow by itself; none at the end, and where a person has to decide."""
    wishes = Wishes(**run.wishes)
    if not run.wishes:
        return None
    if run.status == ImportStatus.UPLOADED:
        return ImportStatus.CHECKING
    is_good = wishes.skip_bad or not run.skipped_count
    if run.status == ImportStatus.CHECKED and is_good and not wishes.dry_run:
        return ImportStatus.RUNNING
    return None


def choose_wished_mapping(run: Import, *, by: Actor) -> None:
    """Give the columns the wished meanings; those of which nothing was said keep the guessed ones.

    Raises:
        RuleBroken: the file has no such column, or the mapping cannot be used.
    """
    wishes = Wishes(**run.wishes)
    unknown = sorted(set(wishes.mapping) - set(run.headers))
    if unknown:
        raise RuleBroken(_("The file has no column “%(name)s”.") % {"name": unknown[0]})
    taken = set(wishes.mapping.values()) - {""}
    targets = [
        wishes.mapping.get(header, "" if guess in taken else guess)
        for header, guess in zip(run.headers, run.targets, strict=True)
    ]
    options = {"clear_empty": wishes.clear_empty, "new_ids": wishes.new_ids}
    choose_mapping(run, targets, by=by, options=options, wishes=run.wishes)
