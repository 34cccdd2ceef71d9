"""Saved rules over the directory, compiled to one SQL query."""
