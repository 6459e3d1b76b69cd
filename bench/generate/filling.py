"""The stream put directly into a store, so that questions can be measured without importing first."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.generate.plan import ENDS, Plan
from bench.generate.stream import DIMENSIONS, stream
from rapport.core.batch import INTERACTION_SCHEMA
from rapport.record.store.public import AppendGroup, ResolvedBatch, Store

SOURCE = "bench"


def fill_store(store: Store, plan: Plan, *, progress: Callable[[int], None] = lambda rows: None) -> None:
    """Append a plan through the store's own door, then compact it. Person k of the plan gets person id k + 1."""
    done = 0
    for seq, rows in enumerate(stream(plan), start=1):
        batch = ResolvedBatch(seq=seq, source=SOURCE, import_id=SOURCE, received_at=ENDS, table=_resolved(rows, seed=plan.seed))
        store.append(AppendGroup(batches=(batch,)))
        done += rows.num_rows
        progress(done)
    store.compact()


def _resolved(rows: pa.Table, *, seed: int) -> pa.Table:
    people = pc.add(rows.column("person"), 1)
    columns = {name: rows.column(name) for name in (*INTERACTION_SCHEMA.names, *DIMENSIONS) if name != "who"}
    return pa.table({"id": _ids(rows, seed), "person_id": people, "identity_key": people, **columns})


def _ids(rows: pa.Table, seed: int) -> pa.Array:
    """Return random ids, the same for the same rows."""
    first = int(rows.column("source_id")[0].as_py().removeprefix("e"))
    noise = np.random.default_rng([seed, 2_000_000, first]).bytes(16 * rows.num_rows)
    storage = pa.FixedSizeBinaryArray.from_buffers(pa.binary(16), rows.num_rows, [None, pa.py_buffer(noise)])
    return pa.ExtensionArray.from_storage(pa.uuid(), storage)
