"""Filters and columns that a person keeps under a name."""
