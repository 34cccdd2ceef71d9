"""Surveys, their runs, and answers that no longer know who gave them."""

from allaboard.areas.listening.models.answers import Answer, PendingBallot, Tally
from allaboard.areas.listening.models.comments import Comment, Theme
from allaboard.areas.listening.models.files import ResultsFile
from allaboard.areas.listening.models.surveys import Question, Survey
from allaboard.areas.listening.models.waves import Block, Participation, Wave

__all__ = [
    "Answer",
    "Block",
    "Comment",
    "Participation",
    "PendingBallot",
    "Question",
    "ResultsFile",
    "Survey",
    "Tally",
    "Theme",
    "Wave",
]
