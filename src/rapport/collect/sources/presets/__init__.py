"""Mappings for known exports."""
