"""Writing the file anew: rows clustered by person and time, and nothing erased left in free blocks."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import duckdb

from rapport.core.errors import RetryableError
from rapport.record.store.embedded.connecting import FILE_FORMAT
from rapport.record.store.embedded.database import Database
from rapport.record.store.embedded.files import new_file, put_in_place, remove_unfinished, wal_of
from rapport.record.store.embedded.sorted_insert import insert_sorted
from rapport.record.store.embedded.state import write_state

APPLIED_KEPT = 100_000
"""How many of the last notes of applied batches are kept. Should an older batch come again, its rows are duplicates."""
_WHICH = {
    "traits": "ORDER BY person_id, said_at",
    "applied": f"ORDER BY seq DESC LIMIT {APPLIED_KEPT}",
}


def rewrite(database: Database) -> None:
    """Copy everything into a new file in order, and put that in the place of the old one.

    A crash at any point leaves the old file or the new one, whole. Readers go on with the old file meanwhile; the writer
    waits. A store in memory has no file to write.
    """
    path = database.path
    if path is None:
        return
    with database.held() as con:
        remove_unfinished(path)
        try:
            _copy(con, new_file(path))
            database.exchange(lambda: _put_in_place(path))
        finally:
            remove_unfinished(path)


def _copy(con: Any, new: Path) -> None:  # Any: duckdb has no types
    con.execute("ATTACH '" + str(new).replace("'", "''") + f"' AS fresh (STORAGE_VERSION '{FILE_FORMAT}')")
    try:
        tables = con.execute("SELECT table_name, sql FROM duckdb_tables() WHERE database_name = current_database()").fetchall()
        for table, create in tables:
            con.execute(create.replace("CREATE TABLE ", "CREATE TABLE fresh.", 1))
            if table != "interactions":
                con.execute(f'INSERT INTO fresh."{table}" SELECT * FROM "{table}" {_WHICH.get(table, "")}')
        insert_sorted(con, source="interactions", target="fresh.interactions")
        rows = con.execute("SELECT count(*) FROM fresh.interactions").fetchone()[0]
        write_state(con, table="fresh.state", clustered_rows=rows, sorted_rows=rows, runs=0, moved_rows=0)
        con.execute("CHECKPOINT fresh")
    finally:
        with suppress(duckdb.Error):
            con.execute("DETACH fresh")


def _put_in_place(path: Path) -> None:
    wal = wal_of(path)
    if wal.exists() and wal.stat().st_size:
        # It would be replayed into a file that it does not belong to.
        raise RetryableError(
            "The store could not be written out in full before its exchange. Nothing has changed; compact again."
        )
    put_in_place(path)
