"""Allaboard: listen, decide, win leaders, campaign, serve, measure and tell."""

__version__ = "0.1.0"
