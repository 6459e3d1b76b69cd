"""Writing the file anew: rows clustered by person and time, nothing erased left in free blocks.

Clustering makes the timeline of one person a matter of milliseconds: the rows lie in one or two row groups, and the
minimum and maximum that DuckDB keeps for each row group rule out all others.
"""

import os
from pathlib import Path
from typing import Any

from rapport.core.errors import RetryableError
from rapport.record.store.embedded.database import Database
from rapport.record.store.embedded.tables import column_names

_ORDER = {"interactions": "person_id, occurred_at", "traits": "person_id, said_at", "applied": "seq", "state": "name"}


def rewrite(database: Database) -> None:
    """Copy everything into a new file in order, and put that in the place of the old one.

    A crash leaves the old file or the new one, whole. Readers go on with the old file meanwhile; the writer waits.
    """
    if database.path is None:
        return
    new = new_file(database.path)
    with database.held() as con:
        remove_leftovers(database.path)
        _copy(con, new)
        _sync(new)
        database.exchange(lambda: _replace(database.path, new))


def new_file(path: Path) -> Path:
    """Return where the new file is built."""
    return path.with_name(path.name + ".new")


def remove_leftovers(path: Path) -> None:
    """Remove what a crash left of an unfinished rewrite."""
    for leftover in (new_file(path), new_file(path).with_name(new_file(path).name + ".wal")):
        leftover.unlink(missing_ok=True)


def _copy(con: Any, new: Path) -> None:  # Any: duckdb has no types
    con.execute(f"ATTACH {_quoted(new)} AS fresh")
    try:
        for (create,) in con.execute("SELECT sql FROM duckdb_tables() WHERE database_name = current_database()").fetchall():
            con.execute(create.replace("CREATE TABLE ", "CREATE TABLE fresh.", 1))
        for table, order in _ORDER.items():
            con.execute(f"INSERT INTO fresh.{table} SELECT * FROM {table} ORDER BY {order}")
        con.execute("UPDATE fresh.state SET value = (SELECT count(*) FROM fresh.interactions) WHERE name = 'clustered_rows'")
        con.execute("CHECKPOINT fresh")
    finally:
        con.execute("DETACH fresh")


def _replace(path: Path | None, new: Path) -> None:
    assert path is not None
    wal = path.with_name(path.name + ".wal")
    if wal.exists() and wal.stat().st_size:
        raise RetryableError("The store could not be written out before it was compacted. Nothing has changed; compact again.")
    os.replace(new, path)
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
