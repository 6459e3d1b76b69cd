"""The spool in one SQLite file, for one machine."""
