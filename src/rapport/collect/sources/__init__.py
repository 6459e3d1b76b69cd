"""Connectors and files: whatever can be read becomes interactions."""
