"""Reads and writes many rows at once, on SQLite and on PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

KEY_BYTES = 16

# Any: what a driver takes and gives; the types are those of the columns.
Row = tuple[Any, ...]


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
        array = "bytea" if of == "key" else of
        cursor.execute(sql.format(wanted=f"unnest(%s::{array}[]) AS wanted(value)", join="JOIN"), [list(values)])
        return list(cursor.fetchall())
    wanted, parameters = _sqlite_keys(values) if of == "key" else _sqlite_numbers(values)
    # CROSS JOIN keeps SQLite from reading the whole other table to look for the few values.
    cursor.execute(sql.format(wanted=f"{wanted} AS wanted", join="CROSS JOIN"), parameters)
    return list(cursor.fetchall())


def _sqlite_keys(keys: Sequence[bytes]) -> Row:
    """A relation cut out of one long parameter: ten times cheaper than a row of a temporary table for each key."""
    relation = (
        f"(WITH RECURSIVE place(i) AS (SELECT 1 UNION ALL SELECT i + {KEY_BYTES} FROM place LIMIT %s) "
        f"SELECT substr(%s, i, {KEY_BYTES}) AS value FROM place)"
    )
    return relation, [len(keys), b"".join(keys)]


def _sqlite_numbers(numbers: Sequence[int]) -> Row:
    return "(SELECT value FROM json_each(%s))", [str(list(numbers))]


def exist(cursor: CursorWrapper, table: str) -> bool:
    """Say whether a table has any row."""
    cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
    return cursor.fetchone() is not None


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


def insert_rows(
    cursor: CursorWrapper, table: str, columns: dict[str, str], rows: Sequence[Row], *, unless_there: bool = False
) -> None:
    """Insert rows, on request only those whose key is new; `columns` maps each column to its PostgreSQL type."""
    if not rows:
        return
    names = ", ".join(columns)
    if_new = " ON CONFLICT DO NOTHING" if unless_there else ""
    if connection.vendor == "postgresql":
        arrays = ", ".join(f"%s::{kind}[]" for kind in columns.values())
        cursor.execute(
            f"INSERT INTO {table} ({names}) SELECT * FROM unnest({arrays}){if_new}", [list(column) for column in zip(*rows)]
        )
        return
    cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({', '.join(['%s'] * len(columns))}){if_new}", rows)


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
