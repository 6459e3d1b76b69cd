"""The tables of a store file, and how an older file is brought up to date."""

from typing import Any

from rapport.core.errors import UserError
from rapport.record.store.embedded.state import START
from rapport.record.store.schema import INTERACTIONS, TRAITS, Column

SCHEMA_VERSION = START["schema_version"]
MIGRATIONS: dict[int, tuple[str, ...]] = {}
"""Statements that bring a file of version n - 1 to version n. New nullable columns of schema.py need none."""

_META = (
    "CREATE TABLE IF NOT EXISTS state (name VARCHAR NOT NULL, value BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS applied (seq BIGINT NOT NULL, source VARCHAR NOT NULL, import_id VARCHAR NOT NULL, "
    "received_at TIMESTAMP NOT NULL, stored BIGINT NOT NULL, duplicate BIGINT NOT NULL)",
)
TABLES = {"interactions": INTERACTIONS, "traits": TRAITS}


def prepare_tables(con: Any) -> None:  # Any: duckdb has no types
    """Create what is missing and bring the rest up to date, in one transaction."""
    con.execute("BEGIN")
    for statement in _META:
        con.execute(statement)
    known = dict(con.execute("SELECT name, value FROM state").fetchall())
    _migrate(con, known.get("schema_version", SCHEMA_VERSION))
    for name, value in START.items():
        if name not in known:
            con.execute("INSERT INTO state VALUES (?, ?)", [name, value])
    for table, columns in TABLES.items():
        con.execute(f"CREATE TABLE IF NOT EXISTS {table} ({', '.join(map(_definition, columns))})")
        _add_new_columns(con, table, columns)
    con.execute("COMMIT")


def column_names(con: Any, table: str) -> list[str]:
    """Return the columns of a table in their order."""
    return [row[0] for row in con.execute(f"DESCRIBE {table}").fetchall()]


def _migrate(con: Any, version: int) -> None:
    if version > SCHEMA_VERSION:
        raise UserError("This store was written by a newer Rapport. Install that version, or a later one.")
    for next_version in range(version + 1, SCHEMA_VERSION + 1):
        for statement in MIGRATIONS.get(next_version, ()):
            con.execute(statement)
        con.execute("UPDATE state SET value = ? WHERE name = 'schema_version'", [next_version])


def _definition(column: Column) -> str:
    return f'"{column.name}" {column.duckdb}{" NOT NULL" if column.is_required else ""}'


def _add_new_columns(con: Any, table: str, columns: tuple[Column, ...]) -> None:
    present = set(column_names(con, table))
    for column in columns:
        if column.name not in present:
            con.execute(f'ALTER TABLE {table} ADD COLUMN "{column.name}" {column.duckdb}')
