"""The tables of a workspace's database. Each row of data carries the number of the group that brought it."""

from typing import Any

from rapport.core.errors import UserError
from rapport.record.store.schema import INTERACTIONS, TRAITS, Column

SCHEMA_VERSION = 1
MIGRATIONS: dict[int, tuple[str, ...]] = {}
"""Statements that bring a database of version n - 1 to version n. New nullable columns of schema.py need none."""

GROUP = "group_no"
TABLES = {"interactions": (INTERACTIONS, "person_id, occurred_at"), "traits": (TRAITS, "person_id, said_at")}
DIMENSION_TYPE = "LowCardinality(Nullable(String))"

# Inserts are acknowledged to the spool, which then forgets them: they must be on the disk.
_SETTINGS = "allow_nullable_key = 1, fsync_after_insert = 1, fsync_part_directory = 1"
_META = (
    "CREATE TABLE IF NOT EXISTS groups (group_no UInt64, moves_seq Int64) ENGINE = MergeTree ORDER BY group_no",
    "CREATE TABLE IF NOT EXISTS applied (seq Int64, source String, import_id String, received_at DateTime64(6, 'UTC'), "
    "stored Int64, duplicate Int64, group_no UInt64) ENGINE = MergeTree ORDER BY seq",
    "CREATE TABLE IF NOT EXISTS schema_versions (version UInt32) ENGINE = MergeTree ORDER BY version",
    "CREATE TABLE IF NOT EXISTS incoming (id UUID, row_no UInt64) ENGINE = Memory",
)


def prepare_tables(client: Any) -> None:  # Any: clickhouse_connect is an extra
    """Create what is missing and bring the rest up to date."""
    for statement in _META:
        settings = f" SETTINGS {_SETTINGS}" if "MergeTree" in statement else ""
        client.command(statement + settings)
    _migrate(client)
    for table, (columns, order) in TABLES.items():
        definitions = ", ".join([*map(_definition, columns), f"{GROUP} UInt64"])
        client.command(
            f"CREATE TABLE IF NOT EXISTS {table} ({definitions}) ENGINE = MergeTree ORDER BY ({order}) SETTINGS {_SETTINGS}"
        )
        present = set(column_names(client, table))
        for column in columns:
            if column.name not in present:
                client.command(f"ALTER TABLE {table} ADD COLUMN {_definition(column)}")


def column_names(client: Any, table: str) -> list[str]:
    """Return the columns of a table in their order."""
    return [row[0] for row in client.query(f"DESCRIBE TABLE {table}").result_rows]


def _migrate(client: Any) -> None:
    version = client.query("SELECT max(version) FROM schema_versions").result_rows[0][0] or SCHEMA_VERSION
    if version > SCHEMA_VERSION:
        raise UserError("This store was written by a newer Rapport. Install that version, or a later one.")
    for next_version in range(version + 1, SCHEMA_VERSION + 1):
        for statement in MIGRATIONS.get(next_version, ()):
            client.command(statement)
    client.command(f"INSERT INTO schema_versions VALUES ({SCHEMA_VERSION})")


def _definition(column: Column) -> str:
    return f"`{column.name}` {column.clickhouse if column.is_required else _nullable(column.clickhouse)}"


def _nullable(type_name: str) -> str:
    prefix = "LowCardinality("
    if type_name.startswith(prefix):
        return f"{prefix}Nullable({type_name.removeprefix(prefix)})"
    return f"Nullable({type_name})"
