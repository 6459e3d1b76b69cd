"""Batches in the spool file: append, read in order, finish, sum up."""

import sqlite3
from collections.abc import Iterable, Sequence

from rapport.spool.embedded.moments import from_micros, now_micros
from rapport.spool.embedded.rejects import count_met, keep
from rapport.spool.records import Backlog, BatchResult, ImportTotals, NewBatch, SpooledBatch

LIMIT_BYTES = 48 * 2**20
"""No more bodies than this are read at once, unless the first alone is larger: the digest has to fit into memory."""


def insert(connection: sqlite3.Connection, batches: Sequence[NewBatch]) -> list[int]:
    """Write batches with their rejects; return their sequence numbers."""
    received_at = now_micros()
    first = max(_last_seq(connection) + 1, received_at)
    seqs = list(range(first, first + len(batches)))
    connection.executemany(
        "INSERT INTO batches (seq, import_id, source, form, rows, received_at, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((seq, b.import_id, b.source, b.form, b.rows, received_at, b.body) for seq, b in zip(seqs, batches, strict=True)),
    )
    keep(connection, [reject for batch in batches for reject in batch.rejects])
    return seqs


def _last_seq(connection: sqlite3.Connection) -> int:
    """Numbers start from the clock and only rise. So a spool that was lost, or put back from an older backup, never gives
    out a number that the store has seen already, and would take for done."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'batches'").fetchone()
    return int(row[0]) if row else 0


def select_pending(connection: sqlite3.Connection, *, after: int, limit_rows: int) -> list[SpooledBatch]:
    found: list[SpooledBatch] = []
    rows = size = 0
    cursor = connection.execute(
        "SELECT seq, import_id, source, form, body, rows, received_at FROM batches WHERE seq > ? ORDER BY seq", (after,)
    )
    for seq, import_id, source, form, body, batch_rows, received_at in cursor:
        rows += batch_rows
        size += len(body)
        if found and (rows > limit_rows or size > LIMIT_BYTES):
            break
        found.append(SpooledBatch(seq, import_id, source, form, body, batch_rows, from_micros(received_at)))
    return found


def count_backlog(connection: sqlite3.Connection) -> Backlog:
    batches, rows = connection.execute("SELECT count(*), coalesce(sum(rows), 0) FROM batches").fetchone()
    return Backlog(batches=batches, rows=rows)


def finish(connection: sqlite3.Connection, results: Iterable[BatchResult]) -> None:
    """Add results to the totals of their import and delete the bodies; a batch that is gone is done already."""
    for result in results:
        deleted = connection.execute("DELETE FROM batches WHERE seq = ? RETURNING import_id", (result.seq,)).fetchall()
        for (import_id,) in deleted:
            _add(connection, import_id, result)


def _add(connection: sqlite3.Connection, import_id: str, result: BatchResult) -> None:
    connection.execute(
        "INSERT INTO totals VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET "
        "stored = stored + excluded.stored, duplicate = duplicate + excluded.duplicate",
        (import_id, result.stored, result.duplicate),
    )
    connection.executemany(
        "INSERT INTO drops VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET rows = rows + excluded.rows",
        [(import_id, reason, rows) for reason, rows in result.dropped.items()],
    )


def sum_up(connection: sqlite3.Connection, import_id: str) -> ImportTotals:
    stored, duplicate = connection.execute(
        "SELECT coalesce(sum(stored), 0), coalesce(sum(duplicate), 0) FROM totals WHERE import_id = ?", (import_id,)
    ).fetchone()
    unfinished, unfinished_rows = connection.execute(
        "SELECT count(*), coalesce(sum(rows), 0) FROM batches WHERE import_id = ?", (import_id,)
    ).fetchone()
    dropped = dict(connection.execute("SELECT reason, rows FROM drops WHERE import_id = ? ORDER BY rows DESC", (import_id,)))
    return ImportTotals(
        import_id=import_id,
        stored=stored,
        duplicate=duplicate,
        rejected=count_met(connection, import_id),
        dropped=dropped,
        unfinished=unfinished,
        unfinished_rows=unfinished_rows,
    )
