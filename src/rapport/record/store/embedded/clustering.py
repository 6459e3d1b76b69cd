"""Keeping rows in the order (person, time), so that a timeline reads one or two row groups and skips all others.

A table is a base, clustered by the last rewrite, then runs, each sorted in itself, then a tail in order of arrival. An
unsorted tail of a million rows triples the time of a look-up; a sorted run costs it one row group (half a millisecond),
whatever its length.
"""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import duckdb

from rapport.record.store.embedded.database import Database
from rapport.record.store.embedded.rewrite import rewrite
from rapport.record.store.embedded.sorted_insert import insert_sorted
from rapport.record.store.embedded.state import read_state, write_state


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much disorder is let be.

    Parameters
    ----------
    tail_rows : a longer tail is sorted.
    runs : more runs become one.
    since_rows, since_share : more rows than both since the last rewrite, and the file is written anew.
    moved_share : the same for rows that moved. A moved row lies among the rows of its former person, and spoils the minimum
        and maximum of its row group.
    """

    tail_rows: int = 250_000
    runs: int = 4
    since_rows: int = 1_000_000
    since_share: float = 0.25
    moved_share: float = 0.02


def recluster(database: Database, tolerance: Tolerance = Tolerance()) -> bool:
    """Do what the file needs most, if anything: write it anew, merge the runs, or sort the tail into a run."""
    if database.path is None:
        return False
    with database.reading() as cursor:
        rows, state = _count(cursor), read_state(cursor)
    base, sorted_rows = state["clustered_rows"], state["sorted_rows"]
    came_much = rows - base > max(tolerance.since_rows, tolerance.since_share * rows)
    moved_much = state["moved_rows"] > max(tolerance.tail_rows, tolerance.moved_share * rows)
    if came_much or moved_much:
        rewrite(database)
    elif rows - sorted_rows <= tolerance.tail_rows:
        return False
    elif state["runs"] < tolerance.runs:
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
