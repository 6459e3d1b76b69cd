"""Storing a group: dedupe, new dimensions, rows, traits, moves and the note of what was applied, in one transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from rapport.core.batch import DIMENSION_PREFIX
from rapport.record.store.embedded.registered import registered
from rapport.record.store.embedded.state import read_state, write_state
from rapport.record.store.embedded.tables import column_names
from rapport.record.store.incoming import Incoming, gather
from rapport.record.store.parameters import to_naive_utc
from rapport.record.store.protocol import (
    MAXIMUM_DIMENSIONS,
    AppendGroup,
    AppendResult,
    Move,
    ResolvedBatch,
    TooManyDimensionsError,
)


def append_group(con: Any, group: AppendGroup) -> list[AppendResult]:  # Any: duckdb has no types
    """Store a group inside the transaction that is open on `con`; results are in the order of the batches."""
    results = _stored_before(con, group.batches)
    new = [batch for batch in group.batches if batch.seq not in results]
    if new:
        fresh = _append_rows(con, gather(new))
        results |= {result.seq: result for result in fresh}
    if group.moves:
        move_rows(con, group.moves)
    if group.moves_seq:
        con.execute("UPDATE state SET value = $seq WHERE name = 'moves_seq' AND value < $seq", {"seq": group.moves_seq})
    return [results[batch.seq] for batch in group.batches]


def move_rows(con: Any, moves: Sequence[Move]) -> int:
    """Give rows to their new person; return how many interactions changed. Of several moves of a key the last holds."""
    people = {move.identity_key: move.person_id for move in moves}
    table = pa.table({"identity_key": list(people), "person_id": list(people.values())}, schema=_MOVES)
    with registered(con, "moves", table):
        changed = [
            con.execute(
                f"UPDATE {name} SET person_id = moves.person_id FROM moves "
                f"WHERE {name}.identity_key = moves.identity_key AND {name}.person_id IS DISTINCT FROM moves.person_id"
            ).fetchone()[0]
            for name in ("interactions", "traits")
        ]
    write_state(con, moved_rows=read_state(con)["moved_rows"] + changed[0])
    return int(changed[0])


_MOVES = pa.schema([("identity_key", pa.int64()), ("person_id", pa.int64())])


def _stored_before(con: Any, batches: Sequence[ResolvedBatch]) -> dict[int, AppendResult]:
    """Return results of batches that were applied already.

    The seq alone does not prove it: a spool that was set up anew counts from one again.
    """
    notes = con.execute("SELECT * FROM applied WHERE seq IN $seqs", {"seqs": [b.seq for b in batches]}).fetchall()
    known = {tuple(note[:4]): AppendResult(note[0], note[4], note[5]) for note in notes}
    keys = {b.seq: (b.seq, b.source, b.import_id, to_naive_utc(b.received_at)) for b in batches}
    return {seq: known[key] for seq, key in keys.items() if key in known}


def _append_rows(con: Any, incoming: Incoming) -> list[AppendResult]:
    fresh = incoming.without(_known(con, incoming))
    _add_dimensions(con, fresh)
    if fresh.rows.num_rows:
        _insert(con, "interactions", fresh.interactions(), order="person_id, occurred_at")
    traits = fresh.traits()
    if traits.num_rows:
        _insert(con, "traits", traits, order="person_id, said_at")
    results = fresh.results()
    _note_applied(con, fresh.batches, results)
    return results


def _known(con: Any, incoming: Incoming) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    known = np.zeros(incoming.rows.num_rows, dtype=np.bool_)
    ids = incoming.interactions().select(["id"]).append_column("row_no", pa.array(np.arange(len(known))))
    with registered(con, "incoming", ids):
        # A copy: DuckDB pushes filters of the join into an Arrow table, and cannot do so for uuids.
        con.execute("CREATE OR REPLACE TEMP TABLE incoming_ids AS SELECT id, row_no FROM incoming")
    found = con.execute("SELECT row_no FROM interactions JOIN incoming_ids USING (id)").fetchnumpy()
    con.execute("DROP TABLE incoming_ids")
    known[found["row_no"]] = True
    return known


def _add_dimensions(con: Any, incoming: Incoming) -> None:
    present = [name for name in column_names(con, "interactions") if name.startswith(DIMENSION_PREFIX)]
    new = sorted(set(incoming.dimensions) - set(present))
    if len(present) + len(new) > MAXIMUM_DIMENSIONS:
        raise TooManyDimensionsError([name.removeprefix(DIMENSION_PREFIX) for name in new])
    for name in new:
        con.execute(f'ALTER TABLE interactions ADD COLUMN "{name}" VARCHAR')


def _insert(con: Any, table: str, rows: pa.Table, *, order: str) -> None:
    with registered(con, "incoming", rows):
        con.execute(f"INSERT INTO {table} BY NAME SELECT * FROM incoming ORDER BY {order}")


def _note_applied(con: Any, batches: Sequence[ResolvedBatch], results: Sequence[AppendResult]) -> None:
    notes: Mapping[str, list[object]] = {
        "seq": [b.seq for b in batches],
        "source": [b.source for b in batches],
        "import_id": [b.import_id for b in batches],
        "received_at": [to_naive_utc(b.received_at) for b in batches],
        "stored": [r.stored for r in results],
        "duplicate": [r.duplicate for r in results],
    }
    with registered(con, "incoming", pa.table(notes)):
        con.execute("DELETE FROM applied WHERE seq IN (SELECT seq FROM incoming)")
        con.execute("INSERT INTO applied BY NAME SELECT * FROM incoming")
