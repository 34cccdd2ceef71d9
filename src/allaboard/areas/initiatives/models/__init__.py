"""Initiatives: the case, the leaders who must be on board, and what they did and said."""

from allaboard.areas.initiatives.models.initiative import Initiative, Option, Source
from allaboard.areas.initiatives.models.leaders import BriefLink, Condition, Evidence, Objection, Stakeholder
from allaboard.areas.initiatives.models.readiness import Override
from allaboard.areas.initiatives.models.step_notes import StepNote

__all__ = [
    "BriefLink",
    "Condition",
    "Evidence",
    "Initiative",
    "Objection",
    "Option",
    "Override",
    "Source",
    "Stakeholder",
    "StepNote",
]
