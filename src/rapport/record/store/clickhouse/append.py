"""Storing a group without transactions: rows first, the note that makes them count last."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from rapport.core.batch import DIMENSION_PREFIX
from rapport.record.store.clickhouse.tables import DIMENSION_TYPE, GROUP, column_names
from rapport.record.store.incoming import Incoming, gather
from rapport.record.store.parameters import to_naive_utc
from rapport.record.store.protocol import MAXIMUM_DIMENSIONS, AppendResult, Move, ResolvedBatch, TooManyDimensionsError


def stored_before(
    client: Any, batches: Sequence[ResolvedBatch]
) -> dict[int, AppendResult]:  # Any: clickhouse_connect is an extra
    """Return results of batches that were applied already.

    The seq alone does not prove it: a spool that was set up anew counts from one again.
    """
    sql = "SELECT seq, source, import_id, received_at, stored, duplicate FROM applied WHERE seq IN {seqs:Array(Int64)}"
    notes = client.query(sql, parameters={"seqs": [b.seq for b in batches]}).result_rows
    known = {tuple(note[:4]): AppendResult(note[0], note[4], note[5]) for note in notes}
    keys = {b.seq: (b.seq, b.source, b.import_id, to_naive_utc(b.received_at)) for b in batches}
    return {seq: known[key] for seq, key in keys.items() if key in known}


def insert_batches(client: Any, batches: Sequence[ResolvedBatch], *, group_no: int) -> list[AppendResult]:
    """Insert the rows of new batches and the notes about them, all under one group number."""
    incoming = gather(batches)
    fresh = incoming.without(_known(client, incoming))
    _add_dimensions(client, fresh)
    insert(client, "traits", fresh.traits(), group_no=group_no)
    insert(client, "interactions", fresh.interactions(), group_no=group_no)
    results = fresh.results()
    insert(client, "applied", _notes(batches, results), group_no=group_no)
    return results


def insert(client: Any, table: str, rows: pa.Table, *, group_no: int) -> None:
    """Insert rows under a group number, as one part."""
    if rows.num_rows:
        numbered = rows.append_column(GROUP, pa.repeat(pa.scalar(group_no, pa.uint64()), rows.num_rows))
        client.insert_arrow(table, numbered.combine_chunks())


def copy_moved(client: Any, moves: Sequence[Move], *, group_no: int) -> int:
    """Insert rows again under their new person; `drop_replaced` takes the old ones away. Return how many interactions.

    A sorting key cannot be updated in place. `person_id` alone would mean the new one in the WHERE clause as well.
    """
    people = {move.identity_key: move.person_id for move in moves}
    parameters = {"keys": list(people), "people": list(people.values())}
    new_person = "transform(assumeNotNull(identity_key), {keys:Array(Int64)}, {people:Array(Int64)}, toInt64(0))"
    for table in ("traits", "interactions"):
        replaced = f"{new_person} AS person_id, toUInt64({group_no}) AS {GROUP}"
        client.command(
            f"INSERT INTO {table} SELECT * REPLACE ({replaced}) FROM {table} "
            f"WHERE identity_key IN {{keys:Array(Int64)}} AND {table}.person_id IS DISTINCT FROM {new_person}",
            parameters=parameters,
        )
    sql = f"SELECT count() FROM interactions WHERE {GROUP} = {group_no} AND identity_key IN {{keys:Array(Int64)}}"
    return int(client.query(sql, parameters=parameters).result_rows[0][0])


def drop_replaced(client: Any, *, group_no: int) -> None:
    """Delete rows that a group inserted again."""
    for table, key in (("interactions", "id"), ("traits", "interaction_id, name")):
        client.command(
            f"ALTER TABLE {table} DELETE WHERE {GROUP} < {group_no} "
            f"AND ({key}) IN (SELECT {key} FROM {table} WHERE {GROUP} = {group_no})"
        )


def _known(client: Any, incoming: Incoming) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    known = np.zeros(incoming.rows.num_rows, dtype=np.bool_)
    if len(known):
        ids = incoming.interactions().select(["id"]).append_column("row_no", pa.array(np.arange(len(known), dtype=np.uint64)))
        client.command("TRUNCATE TABLE incoming")
        client.insert_arrow("incoming", ids.combine_chunks())
        found = client.query(
            "SELECT row_no FROM incoming WHERE id IN (SELECT id FROM interactions WHERE id IN (SELECT id FROM incoming))"
        )
        known[[row_no for (row_no,) in found.result_rows]] = True
        client.command("TRUNCATE TABLE incoming")
    return known


def _add_dimensions(client: Any, incoming: Incoming) -> None:
    present = [name for name in column_names(client, "interactions") if name.startswith(DIMENSION_PREFIX)]
    new = sorted(set(incoming.dimensions) - set(present))
    if len(present) + len(new) > MAXIMUM_DIMENSIONS:
        raise TooManyDimensionsError([name.removeprefix(DIMENSION_PREFIX) for name in new])
    for name in new:
        client.command(f"ALTER TABLE interactions ADD COLUMN `{name}` {DIMENSION_TYPE}")


def _notes(batches: Sequence[ResolvedBatch], results: Sequence[AppendResult]) -> pa.Table:
    return pa.table(
        {
            "seq": pa.array([b.seq for b in batches], pa.int64()),
            "source": [b.source for b in batches],
            "import_id": [b.import_id for b in batches],
            "received_at": pa.array([to_naive_utc(b.received_at) for b in batches], pa.timestamp("us")),
            "stored": pa.array([r.stored for r in results], pa.int64()),
            "duplicate": pa.array([r.duplicate for r in results], pa.int64()),
        }
    )
