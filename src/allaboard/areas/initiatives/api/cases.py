"""The case of an initiative for programs: words, sums, measure, evidence, options, decision and end."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.forms import model_to_dict
from ninja import Field, Router, Schema, Status

from allaboard.areas.initiatives import choices, undoing
from allaboard.areas.initiatives.api.initiatives import InitiativeOut, SourceIn
from allaboard.areas.initiatives.forms.cases import SECTIONS, OwnerForm
from allaboard.areas.initiatives.models import Initiative, Option, Source
from allaboard.areas.initiatives.queries.initiatives import initiative_for, option_of, options_of
from allaboard.areas.initiatives.services import decisions
from allaboard.areas.initiatives.services import initiatives as services
from allaboard.foundation.access.middleware import ActorRequest
from allaboard.foundation.api.facade import filled, idempotent, scope
from allaboard.foundation.undo.facade import Offer, Undoable
from allaboard.ui.seen import undisturbed

router = Router()
Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Sum = Annotated[Decimal, Field(max_digits=14, decimal_places=2)]
Number = Annotated[float, Field(allow_inf_nan=False)]


class SourceOut(Schema):
    """A piece of evidence on which the case rests."""

    id: int
    kind: choices.SourceKind
    label: str
    detail: str
    url: str


class OptionOut(Schema):
    """One way to solve the problem."""

    id: int
    label: str
    detail: str
    is_chosen: bool


class OptionIn(Schema):
    """One more way to solve the problem."""

    label: Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S")]
    detail: Annotated[str, Field(max_length=4000)] = ""


class CaseOut(InitiativeOut):
    """An initiative with its whole case; sums are in its currency."""

    currency: str
    cost_once: Decimal | None
    cost_yearly: Decimal | None
    cost_note: str
    benefit_low: Decimal | None
    benefit_likely: Decimal | None
    benefit_high: Decimal | None
    benefit_note: str
    measure: str
    measure_unit: str
    measure_baseline: float | None
    measure_target: float | None
    measure_on: date | None
    needed_percent: int
    decision_reason: str
    sources: list[SourceOut]
    options: list[OptionOut]

    @staticmethod
    def resolve_sources(initiative: Initiative) -> list[Source]:
        """What the case rests on, quotes among it."""
        return list(initiative.sources.all())

    @staticmethod
    def resolve_options(initiative: Initiative) -> list[Option]:
        """The ways to solve the problem, the chosen one first."""
        return options_of(initiative)


class CaseIn(Schema):
    """What is to be another in the case; what is left out stays, null empties a sum, a figure or a day."""

    title: Annotated[str, Field(max_length=120)] | None = None
    unit: Annotated[str, Field(max_length=120)] | None = None
    problem: Annotated[str, Field(max_length=20_000)] | None = None
    currency: Annotated[str, Field(max_length=3)] | None = None
    cost_once: Sum | None = None
    cost_yearly: Sum | None = None
    cost_note: Annotated[str, Field(max_length=80)] | None = None
    benefit_low: Sum | None = None
    benefit_likely: Sum | None = None
    benefit_high: Sum | None = None
    benefit_note: Annotated[str, Field(max_length=160)] | None = None
    measure: Annotated[str, Field(max_length=120)] | None = None
    measure_unit: Annotated[str, Field(max_length=20)] | None = None
    measure_baseline: Number | None = None
    measure_target: Number | None = None
    measure_on: date | None = None
    needed_percent: Annotated[int, Field(ge=1, le=100)] | None = None


class DecisionIn(Schema):
    """Which option, on which day, and why."""

    option_id: Id
    decided_on: date
    reason: Annotated[str, Field(max_length=4000)] = ""


class OwnerIn(Schema):
    """Who owns the initiative from now on: somebody of HR, communications or recruiting."""

    owner_id: Id


class StatusIn(Schema):
    """Whether the loop is closed, the initiative stopped, or open again."""

    status: choices.Status


@router.patch("/{int:pk}/case", response=CaseOut, auth=scope("initiatives:write"))
def change_case(request: ActorRequest, pk: int, body: CaseIn) -> Initiative:
    """Change the case, by the rules of its page."""
    initiative = initiative_for(request.actor, pk)
    with undisturbed(request, initiative):
        changes = _changes(initiative, body.dict(exclude_unset=True))
        services.change_case(initiative, changes, request.actor)
    return initiative_for(request.actor, pk)


def _changes(initiative: Initiative, sent: dict[str, Any]) -> dict[str, Any]:
    """What was sent, read by the forms of the sections it belongs to."""
    found: dict[str, Any] = {}
    for section in SECTIONS.values():
        names = [name for name in section.base_fields if name in CaseIn.model_fields]
        if sent.keys() & set(names):
            values = model_to_dict(initiative, names) | {name: sent[name] for name in names if name in sent}
            form = section(values, instance=Initiative(pk=initiative.pk, **model_to_dict(initiative, names)))
            cleaned = filled(form)
            found |= {name: cleaned[name] for name in names if name in sent}
    return found


@router.get("/{int:pk}/case", response=CaseOut, auth=scope("initiatives:read"))
def read_case(request: ActorRequest, pk: int) -> Initiative:
    """The whole case."""
    return initiative_for(request.actor, pk)


@router.post("/{int:pk}/sources", response={201: SourceOut}, auth=scope("initiatives:write"))
@idempotent
def add_source(request: ActorRequest, pk: int, body: SourceIn) -> Status[Source]:
    """Rest the case on one more piece of evidence."""
    return Status(201, services.add_evidence(pk, services.EvidenceLink(**body.dict()), request.actor))


@router.delete("/{int:pk}/sources/{int:source_pk}", response=Undoable, auth=scope("initiatives:write"))
def remove_source(request: ActorRequest, pk: int, source_pk: int) -> dict[str, Offer]:
    """Take a piece of evidence out of the case."""
    return {"undo": undoing.take_source_out(initiative_for(request.actor, pk), source_pk, request.actor)}


@router.post("/{int:pk}/options", response={201: OptionOut}, auth=scope("initiatives:write"))
@idempotent
def add_option(request: ActorRequest, pk: int, body: OptionIn) -> Status[Option]:
    """Put one more way to solve the problem on the table."""
    initiative = initiative_for(request.actor, pk)
    return Status(201, decisions.add_option(initiative, body.label.strip(), body.detail, request.actor))


@router.delete("/{int:pk}/options/{int:option_pk}", response=Undoable, auth=scope("initiatives:write"))
def remove_option(request: ActorRequest, pk: int, option_pk: int) -> dict[str, Offer]:
    """Take a way to solve the problem off the table; not the one that was chosen."""
    option = option_of(initiative_for(request.actor, pk), option_pk)
    return {"undo": undoing.take_option_out(option, request.actor)}


@router.post("/{int:pk}/decide", response=CaseOut, auth=scope("initiatives:write"))
@idempotent
def decide(request: ActorRequest, pk: int, body: DecisionIn) -> Initiative:
    """Choose one of the options."""
    initiative = initiative_for(request.actor, pk)
    decisions.decide(initiative, body.option_id, body.decided_on, body.reason, request.actor)
    return initiative_for(request.actor, pk)


@router.post("/{int:pk}/owner", response=Undoable, auth=scope("initiatives:write"))
@idempotent
def hand_over(request: ActorRequest, pk: int, body: OwnerIn) -> dict[str, Offer]:
    """Let somebody else own the initiative, by the rules of its page."""
    initiative = initiative_for(request.actor, pk)
    owner = filled(OwnerForm({"owner": body.owner_id}))["owner"]
    return {"undo": undoing.hand_over(initiative, owner, request.actor)}


@router.post("/{int:pk}/status", response=InitiativeOut, auth=scope("initiatives:write"))
@idempotent
def set_status(request: ActorRequest, pk: int, body: StatusIn) -> Initiative:
    """Close the loop, stop the initiative, or open it again."""
    initiative = initiative_for(request.actor, pk)
    services.set_status(initiative, body.status, request.actor)
    return initiative
