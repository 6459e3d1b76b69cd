"""Workspaces, their settings, and the audit log."""
