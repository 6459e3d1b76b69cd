"""Rapport: every interaction of a person in one stream, and honest figures from it."""

__version__ = "0.1.0"
