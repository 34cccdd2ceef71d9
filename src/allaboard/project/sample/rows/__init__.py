"""Rows of the sample company that are written in bulk: people, what was true of them, contacts, messages of the past."""
