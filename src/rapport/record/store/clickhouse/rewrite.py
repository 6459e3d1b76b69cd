"""Writing the tables anew, so that nothing erased is left in replaced parts or in the texts of old mutations."""

from typing import Any

from rapport.record.store.clickhouse.tables import TABLES

_IN_BLOCKS = {"min_insert_block_size_rows": 1_000_000, "min_insert_block_size_bytes": 256_000_000}


def rewrite(client: Any) -> None:  # Any: clickhouse_connect is an extra
    """Copy each table and exchange it with its copy. A crash leaves the old table or the new one, whole."""
    drop_unfinished(client)
    for table in TABLES:
        client.command(f"CREATE TABLE {table}_new AS {table}")
        client.command(f"INSERT INTO {table}_new SELECT * FROM {table}", settings=_IN_BLOCKS)
        client.command(f"EXCHANGE TABLES {table}_new AND {table}")
    drop_unfinished(client)


def drop_unfinished(client: Any) -> None:
    """Remove copies, or tables that were exchanged with theirs, at once and from the disk."""
    for table in TABLES:
        client.command(f"DROP TABLE IF EXISTS {table}_new SYNC")
