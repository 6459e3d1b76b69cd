"""Keeping rows in the order (person, time), so that a timeline reads one or two row groups and skips all others.

A table is a base, clustered by the last rewrite, then runs, each sorted in itself, then a tail in order of arrival. An
unsorted tail of a million rows triples the time of a look-up; a sorted run costs it one row group, whatever its length.
"""

from contextlib import suppress
from typing import Any

import duckdb

from rapport.record.store.embedded.database import Database
from rapport.record.store.embedded.rewrite import rewrite
from rapport.record.store.embedded.sorted_insert import insert_sorted
from rapport.record.store.embedded.state import read_state, write_state

TAIL_ROWS = 250_000
RUNS = 8
REWRITE_ROWS = 1_000_000
REWRITE_SHARE = 0.25
MOVED_SHARE = 0.02
"""A moved row lies among the rows of its former person and spoils the minimum and maximum of its row group."""


def recluster(database: Database) -> bool:
    """Do what the table needs most, if anything: write it anew, merge the runs, or sort the tail into a run."""
    with database.reading() as cursor:
        rows, state = _count(cursor), read_state(cursor)
    base, sorted_rows = state["clustered_rows"], state["sorted_rows"]
    if rows - base > max(REWRITE_ROWS, REWRITE_SHARE * rows) or state["moved_rows"] > max(TAIL_ROWS, MOVED_SHARE * rows):
        rewrite(database)
    elif rows - sorted_rows <= TAIL_ROWS:
        return False
    elif state["runs"] < RUNS:
        _sort_from(database, sorted_rows, runs=state["runs"] + 1)
    else:
        _sort_from(database, base, runs=1)
    return True


def _sort_from(database: Database, start: int, *, runs: int) -> None:
    """Write all rows from a row number on again, sorted. Row numbers only choose what to sort: a wrong one costs time."""
    with database.writing() as con:
        end = con.execute("SELECT max(rowid) FROM interactions").fetchone()[0]
        part = f"rowid BETWEEN {start} AND {end}"
        insert_sorted(con, source="interactions", target="interactions", condition=part)
        con.execute(f"DELETE FROM interactions WHERE {part}")
        write_state(con, sorted_rows=_count(con), runs=runs)
    with database.held() as con, suppress(duckdb.TransactionException):
        # Frees the place of the deleted rows, so that row numbers count rows again.
        con.execute("CHECKPOINT")


def _count(con: Any) -> int:  # Any: duckdb has no types
    return int(con.execute("SELECT count(*) FROM interactions").fetchone()[0])
