"""What an approval is bound to, and who may give it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from allaboard.areas.campaigns.choices import EDITABLE, OPEN_DECISIONS, Decision, Status
from allaboard.errors import RuleBroken
from allaboard.words import gettext as _


def content_hash(content: Mapping[str, object]) -> str:
    """SHA-256 of everything the reviewer reads, as 64 hex digits; one changed letter gives another.

    Args:
        content: everything that a reviewer reads, by name; only what JSON can say.
    """
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def seal(content: str, audience: str) -> str:
    """The one hash an approval is bound to: exact content and exact audience."""
    return hashlib.sha256(f"{content}\n{audience}".encode()).hexdigest()


def require_second_person(writer_ids: Iterable[int | None], approver_id: int | None) -> None:
    """Raise RuleBroken unless the approver is a person who did not write any of it.

    Args:
        writer_ids: everyone who wrote part of it; None for one who is no person.
        approver_id: who would approve; None for a program.
    """
    if approver_id is None:
        raise RuleBroken(_("Only a person can approve a campaign."))
    if approver_id in set(writer_ids):
        raise RuleBroken(_("You wrote part of this, so someone else must approve it."))


def require_second_launcher(decision: str, approver_id: int | None, launcher_id: int | None) -> None:
    """Raise RuleBroken when the approver's own edits would go out without anyone else having accepted them.

    Args:
        decision: how it was decided.
        approver_id: who decided.
        launcher_id: who would launch it.
    """
    if decision == Decision.EDITED and approver_id is not None and launcher_id == approver_id:
        raise RuleBroken(_("You changed words when you approved it, so someone else must launch it."))


def require_open(decision: str) -> None:
    """Raise RuleBroken when a version has been decided already."""
    if decision not in OPEN_DECISIONS:
        raise RuleBroken(_("This version is no longer waiting. Open the campaign to see the newest one."))


def require_same_content(read: str, now: str) -> None:
    """Raise RuleBroken when the campaign is no longer what the reviewer read."""
    if read != now:
        raise RuleBroken(
            _("The campaign changed while you were reading. Nothing was approved; please read it again.")
        )


def require_editable(status: str) -> None:
    """Raise RuleBroken once a campaign has been launched."""
    if status not in EDITABLE:
        raise RuleBroken(
            _("This campaign was launched, so its content is fixed. Duplicate it to write another.")
        )


def require_in_use(is_archived: bool) -> None:
    """Raise RuleBroken for a campaign that was put away: it stands in no list, so nobody would see it go on."""
    if is_archived:
        raise RuleBroken(_("This campaign is archived. Restore it first."))


NEXT_STATUSES: Mapping[str, frozenset[str]] = {
    Status.DRAFT: frozenset({Status.IN_REVIEW}),
    Status.IN_REVIEW: frozenset({Status.DRAFT, Status.APPROVED}),
    Status.APPROVED: frozenset({Status.DRAFT, Status.RUNNING}),
    Status.RUNNING: frozenset({Status.PAUSED, Status.FINISHED, Status.CANCELLED}),
    Status.PAUSED: frozenset({Status.RUNNING, Status.CANCELLED}),
    Status.FINISHED: frozenset(),
    Status.CANCELLED: frozenset(),
}


def require_status(now: str, then: str) -> None:
    """Raise RuleBroken unless a campaign may move from one status to the other."""
    if then == now:
        raise RuleBroken(_("This campaign is “%(now)s” already.") % {"now": Status(now).label})
    if then not in NEXT_STATUSES[now]:
        raise RuleBroken(
            _("A campaign that is “%(now)s” cannot become “%(then)s”.")
            % {"now": Status(now).label, "then": Status(then).label}
        )


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a comparison."""

    text: str
    mark: str  # same | added | removed

    @property
    def sign(self) -> str:
        """What to show before the line, so that colour is not alone."""
        return {"added": "+", "removed": "−", "same": ""}[self.mark]


def difference(before: str, after: str) -> tuple[DiffLine, ...]:
    """The two texts line by line: what stayed, what was removed, what was added."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[DiffLine] = []
    for action, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if action == "equal":
            lines += [DiffLine(line, "same") for line in old[a:b]]
            continue
        lines += [DiffLine(line, "removed") for line in old[a:b]]
        lines += [DiffLine(line, "added") for line in new[c:d]]
    return tuple(lines)
