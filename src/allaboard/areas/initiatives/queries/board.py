"""Initiatives under way, by the step at which each stands."""

from dataclasses import dataclass

from allaboard.areas.initiatives.choices import Step
from allaboard.areas.initiatives.loop import StepState
from allaboard.areas.initiatives.models import Initiative
from allaboard.areas.initiatives.queries.initiatives import open_initiatives
from allaboard.areas.initiatives.queries.loop import notes_of
from allaboard.foundation.access.roles import Actor


@dataclass(frozen=True, slots=True)
class BoardCard:
    """An initiative on the board, with what its present step says."""

    initiative: Initiative
    state: StepState


@dataclass(frozen=True, slots=True)
class BoardColumn:
    """One step of the loop and the initiatives that stand at it."""

    step: Step
    cards: tuple[BoardCard, ...]


def columns_for(actor: Actor) -> list[BoardColumn]:
    """The eight steps, each with the initiatives at it. They move by evidence, never by hand."""
    found = list(open_initiatives(actor))
    notes = notes_of(actor, [initiative.pk for initiative in found])
    return [
        BoardColumn(
            step,
            tuple(
                BoardCard(initiative, notes[initiative.pk][1])
                for initiative in found
                if notes[initiative.pk][0] == step
            ),
        )
        for step in Step
    ]
