"""Connectors: what they read is mapped to interactions and handed to the spool."""
