"""Starts, states, decides and closes initiatives."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from allaboard.areas.initiatives import permissions
from allaboard.areas.initiatives.choices import SourceKind, Status
from allaboard.areas.initiatives.models import Initiative, Source
from allaboard.areas.initiatives.queries.initiatives import initiative_for
from allaboard.areas.initiatives.rules.cases import JUDGED, require_sound
from allaboard.areas.initiatives.rules.links import require_safe_link
from allaboard.errors import NotFound, RuleBroken
from allaboard.foundation.access.facade import holders_of
from allaboard.foundation.access.guards import require
from allaboard.foundation.access.roles import Actor
from allaboard.foundation.audit.facade import record
from allaboard.foundation.undo.facade import Row, put_back


@dataclass(frozen=True, slots=True)
class EvidenceLink:
    """A piece of evidence for a case: what it says, and where it can be read."""

    label: str
    url: str = ""
    detail: str = ""
    kind: str = SourceKind.FIGURE
    ref: str = ""


@transaction.atomic
def start_initiative(
    title: str,
    problem: str,
    evidence: Iterable[EvidenceLink],
    by: Actor,
    *,
    unit: str = "",
    is_sample: bool = False,
) -> Initiative:
    """Open an initiative whose case begins with the evidence; the one who starts it owns it.

    Raises:
        NotAllowed: the actor is not of the HR team.
        RuleBroken: it has no title.
    """
    require(permissions.may_start(by), _("Only the HR team starts initiatives."))
    if not title.strip():
        raise RuleBroken(_("Give the initiative a title."))
    initiative = Initiative.objects.create(
        title=title.strip()[:120],
        problem=problem,
        unit=unit,
        owner_id=by.person_id,
        created_by_id=by.person_id,
        is_sample=is_sample,
    )
    Source.objects.bulk_create(_source(initiative, link) for link in evidence)
    record("initiative.started", by=by, on=initiative)
    return initiative


def _source(initiative: Initiative, link: EvidenceLink) -> Source:
    require_safe_link(link.url)
    kind = link.kind if link.kind in SourceKind.values else SourceKind.FIGURE
    return Source(
        initiative=initiative,
        kind=kind,
        label=link.label[:200],
        detail=link.detail,
        url=link.url[:500],
        ref=link.ref[:120],
    )


@transaction.atomic
def change_case(initiative: Initiative, changes: Mapping[str, object], by: Actor) -> None:
    """Write what is new in the case; the audit names the fields, old and new.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: a cost is negative, a benefit no range, or the pull needed no percentage.
    """
    require(permissions.may_edit(by, initiative))
    require_sound({name: getattr(initiative, name) for name in JUDGED} | dict(changes))
    before = {name: getattr(initiative, name) for name in changes}
    changed = {name: value for name, value in changes.items() if before[name] != value}
    if not changed:
        return
    for name, value in changed.items():
        setattr(initiative, name, value)
    initiative.save(update_fields=[*changed, "updated_at"])
    record(
        "initiative.changed",
        by=by,
        on=initiative,
        before={name: str(before[name]) for name in changed},
        after={name: str(value) for name, value in changed.items()},
    )


@transaction.atomic
def add_evidence(initiative_id: int, link: EvidenceLink, by: Actor) -> Source:
    """Rest the case on one more piece of evidence.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: its link leads neither to a page here nor to a web address.
    """
    initiative = initiative_for(by, initiative_id)
    require(permissions.may_edit(by, initiative))
    source = _source(initiative, link)
    source.save()
    record("initiative.evidence_added", by=by, on=initiative, label=link.label)
    return source


@transaction.atomic
def remove_source(initiative: Initiative, source_id: int, by: Actor) -> None:
    """Take a piece of evidence out of the case.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        NotFound: the evidence is not of this initiative.
    """
    require(permissions.may_edit(by, initiative))
    source = initiative.sources.filter(pk=source_id).first()
    if source is None:
        raise NotFound
    source.delete()
    record("initiative.evidence_removed", by=by, on=initiative, label=source.label)


@transaction.atomic
def put_rows_back(initiative: Initiative, rows: Sequence[Row], by: Actor) -> None:
    """Bring a leader or a piece of evidence back that was taken out, with all that hung on it."""
    require(permissions.may_edit(by, initiative))
    put_back(rows)
    record("initiative.put_back", by=by, on=initiative, kind=rows[0]["model"])


@transaction.atomic
def hand_over(initiative: Initiative, owner_id: int | None, by: Actor) -> None:
    """Let somebody of the team own the initiative from now on, or nobody.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: the person is not of the team, or has left.
    """
    require(permissions.may_edit(by, initiative))
    owner = holders_of(permissions.OWNERS).filter(pk=owner_id or 0).first()
    if owner is None and owner_id is not None:
        raise RuleBroken(_("Only somebody of HR, communications or recruiting can own an initiative."))
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    before, initiative.owner = initiative.owner_id, owner
    initiative.save(update_fields=["owner", "updated_at"])
    record("initiative.handed_over", by=by, on=initiative, before=before, after=owner_id)


@transaction.atomic
def set_status(initiative: Initiative, status: str, by: Actor) -> None:
    """Close the loop, stop the initiative, or open it again; what it is already it stays, from the day it became so."""
    require(permissions.may_edit(by, initiative))
    if Initiative.objects.select_for_update().get(pk=initiative.pk).status == status:
        return
    initiative.status = Status(status)
    initiative.closed_at = None if status == Status.OPEN else timezone.now()
    initiative.save(update_fields=["status", "closed_at", "updated_at"])
    record("initiative.status_changed", by=by, on=initiative, status=status)


@transaction.atomic
def stop_initiatives(initiatives: QuerySet[Initiative], by: Actor) -> list[int]:
    """Stop those of the initiatives that are open; which they were."""
    open_ones = list(initiatives.filter(status=Status.OPEN).select_for_update(of=("self",)))
    for initiative in open_ones:
        set_status(initiative, Status.STOPPED, by)
    return [initiative.pk for initiative in open_ones]


@transaction.atomic
def go_on(initiative: Initiative, by: Actor) -> None:
    """Open an initiative again that was stopped.

    Raises:
        NotAllowed: the actor does not work on the initiative.
        RuleBroken: it is open, or its loop was closed meanwhile.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    if initiative.status != Status.STOPPED:
        raise RuleBroken(_("“%(title)s” is not stopped any more.") % {"title": initiative.title})
    set_status(initiative, Status.OPEN, by)


@transaction.atomic
def remove_sample() -> int:
    """Delete every initiative of the sample company with all its parts; returns how many rows went."""
    removed, _by_model = Initiative.objects.filter(is_sample=True).delete()
    return removed
