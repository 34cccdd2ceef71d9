"""Surveys, waves, results, comments and themes."""
