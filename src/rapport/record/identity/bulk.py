"""Reads and writes many rows at once, on SQLite and on PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

# Any: what a driver takes and gives; the types are those of the columns.
Row = tuple[Any, ...]

_ARRAYS = {"bigint": "bigint", "key": "bytea"}
_SQLITE_TYPES = {"bigint": "INTEGER", "key": "BLOB"}


@contextmanager
def locked(workspace_id: int) -> Iterator[CursorWrapper]:
    """Open a transaction in which nobody else changes the identities of the workspace."""
    with transaction.atomic(), connection.cursor() as cursor:
        # A write comes first: on SQLite it takes the write lock before anything is read, on PostgreSQL the row's lock.
        cursor.execute(
            "INSERT INTO identity_lock (workspace_id, turns) VALUES (%s, 1) "
            "ON CONFLICT (workspace_id) DO UPDATE SET turns = identity_lock.turns + 1",
            [workspace_id],
        )
        yield cursor


def select_where_in(cursor: CursorWrapper, sql: str, values: Sequence[Any], *, of: str) -> list[Row]:
    """Run a query that joins a list of values.

    Parameters
    ----------
    sql : with ``{wanted}`` for the list, a relation of one column `value` that comes first in FROM, joined with ``{join}``.
    of : ``bigint`` or ``key``, the type of the values.
    """
    if not values:
        return []
    if connection.vendor == "postgresql":
        cursor.execute(sql.format(wanted=f"unnest(%s::{_ARRAYS[of]}[]) AS wanted(value)", join="JOIN"), [list(values)])
        return list(cursor.fetchall())
    table = f"temp.identity_wanted_{of}"
    cursor.execute(f"CREATE TEMP TABLE IF NOT EXISTS identity_wanted_{of} (value {_SQLITE_TYPES[of]} NOT NULL)")
    cursor.executemany(f"INSERT INTO {table} (value) VALUES (%s)", [(value,) for value in values])
    # CROSS JOIN keeps SQLite from reading the whole other table to look for the few values.
    cursor.execute(sql.format(wanted=f"{table} AS wanted", join="CROSS JOIN"))
    rows = list(cursor.fetchall())
    cursor.execute(f"DELETE FROM {table}")
    return rows


def allocate_ids(cursor: CursorWrapper, table: str, count: int) -> range | list[int]:
    """Reserve ids that were never used, in ascending order. Needs the lock."""
    if not count:
        return []
    if connection.vendor == "postgresql":
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count])
        return [row[0] for row in cursor.fetchall()]
    cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
    last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return range(first, first + count)


def insert_rows(cursor: CursorWrapper, table: str, columns: dict[str, str], rows: Sequence[Row]) -> None:
    """Insert rows; `columns` maps each column to its PostgreSQL type."""
    if not rows:
        return
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays})", [list(column) for column in zip(*rows)])
        return
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))})", rows)


def update_rows(cursor: CursorWrapper, table: str, columns: dict[str, str], rows: Sequence[Row]) -> None:
    """Update rows by id; each row holds the values of `columns` and then the id."""
    if not rows:
        return
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{kind}[]" for kind in (*columns.values(), "bigint"))
        changes = ", ".join(f"{name} = new.{name}" for name in columns)
        cursor.execute(
            f"UPDATE {table} SET {changes} FROM unnest({arrays}) AS new({', '.join(columns)}, id) WHERE {table}.id = new.id",
            [list(column) for column in zip(*rows)],
        )
        return
    changes = ", ".join(f"{name} = %s" for name in columns)
    cursor.executemany(f"UPDATE {table} SET {changes} WHERE id = %s", rows)


def delete_where_in(cursor: CursorWrapper, table: str, column: str, values: Iterable[Any]) -> None:
    """Delete the rows whose column is one of the values."""
    if connection.vendor == "postgresql":
        cursor.execute(f"DELETE FROM {table} WHERE {column} = ANY(%s)", [list(values)])
        return
    cursor.executemany(f"DELETE FROM {table} WHERE {column} = %s", [(value,) for value in values])
