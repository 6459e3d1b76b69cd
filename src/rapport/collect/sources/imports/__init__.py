"""Runs of an import: file, mapping, spool, and what became of it."""
