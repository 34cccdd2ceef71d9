"""Turns the tree of a rule into one condition for the database; every value is a parameter, never text in the SQL."""

from allaboard.foundation.segments.compiler.conditions import compiled
from allaboard.foundation.segments.compiler.facts import FactsOfDay, FactsToday

__all__ = ["FactsOfDay", "FactsToday", "compiled"]
