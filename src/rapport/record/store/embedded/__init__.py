"""The engine for one machine: DuckDB, one file for each workspace."""
